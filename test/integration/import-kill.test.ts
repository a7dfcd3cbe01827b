import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { importFile } from '../../src/adapters/files/import.ts'
import { visits as kind } from '../../src/adapters/files/kinds/visits.ts'
import { verifyAudit } from '../../src/record/audit.ts'
import { csv, folder, imported, type Line, line, lines } from '../files.ts'
import { county, testHouse } from '../house.ts'

const child = fileURLToPath(new URL('./import-child.ts', import.meta.url))

/** Lets a process import until it has said so many times how far it is, then kills it at once. */
function killed(url: string, file: string, after: number): Promise<string | null> {
  const { stdout, kill, on } = bound(
    spawn(process.execPath, ['--import', 'tsx', child, url, file, 'visits'], { stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  let said = 0
  createInterface(stdout).on('line', () => ++said === after && kill('SIGKILL'))
  return new Promise((resolve) => on('exit', (_, signal) => resolve(signal)))
}
const bound = (process: ReturnType<typeof spawn>) => ({
  stdout: process.stdout!,
  kill: process.kill.bind(process),
  on: process.on.bind(process),
})

/** Names that change within the file, refused rows, visits named twice: all that depends on earlier lines. */
const awkward = (n: number): Line =>
  n % 50 === 7 ? { 姓名: '曾改名' } : n % 70 === 9 ? { 总费用: '-1' } : n % 90 === 11 ? { 就诊号: 'MZ000001' } : {}
const rows = Array.from({ length: 1500 }, (_, n) => line(n, awkward(n)))

it('an import that was killed goes on where it was and ends like one that was not', async () => {
  const files = folder()
  const [whole, broken] = await Promise.all([testHouse(), testHouse()])
  try {
    const file = files.file('visits.csv', csv(rows))
    const earlier = files.file('earlier.csv', csv(lines(60, 500)))
    for (const { record } of [whole, broken]) await importFile(earlier, { record, county, kind, actor: 'tester' })
    await importFile(file, { record: whole.record, county, kind, actor: 'tester', chunkRows: 100 })
    for (const after of [1, 5, 3]) expect(await killed(broken.url, file, after)).toBe('SIGKILL')
    const result = await importFile(file, { record: broken.record, county, kind, actor: 'tester', chunkRows: 100 })
    expect(result).toMatchObject({ rows: 1500, resumed: true })
    expect(await imported(broken.record.db)).toEqual(await imported(whole.record.db))
    expect((await verifyAudit(broken.record.db, county)).broken).toEqual([])
    const counted = 'select state, checkpoint, refused from batch where county_id = $1 order by started_at desc limit 1'
    expect(await broken.record.db.query(counted, [county])).toEqual(await whole.record.db.query(counted, [county]))
  } finally {
    await Promise.all([whole.close(), broken.close()])
    files.remove()
  }
}, 120_000)
