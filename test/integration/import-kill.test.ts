import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importFile } from '../../src/adapters/files/import.ts'
import type { AnyKind } from '../../src/adapters/files/kind.ts'
import { settlements } from '../../src/adapters/files/kinds/settlements.ts'
import { visits } from '../../src/adapters/files/kinds/visits.ts'
import { verifyAudit } from '../../src/record/audit.ts'
import type { Db } from '../../src/record/db.ts'
import { csv, folder, imported, type Line, line, lines } from '../files.ts'
import { county, testHouse } from '../house.ts'
import { bundled } from './killing.ts'

let program: string
beforeAll(async () => {
  program = await bundled('import-child')
})
afterAll(() => rmSync(program))

/** Lets a process import until it has said so many times how far it is, then kills it at once. */
function killed(url: string, kind: AnyKind, file: string, after: number): Promise<string | null> {
  const { stdout, kill, on } = bound(spawn(process.execPath, [program, url, file, kind.name], { stdio: ['ignore', 'pipe', 'inherit'] }))
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
const visitRows = csv(Array.from({ length: 1500 }, (_, n) => line(n, awkward(n))))

/** Settlements in and out of the county: of visits that are there, of visits they bring, at institutions they bring, refused and named twice. */
const settlementHeader =
  '结算号,机构代码,机构名称,就医地,就医地区划,证件号码,姓名,险种,就医类别,就诊号,入院时间,结算时间,总费用,统筹基金支付,个人现金支付'
const settlementRows = `${settlementHeader}\n${Array.from({ length: 1500 }, (_, n) => {
  const [number, organization, card, name, at] = line(n) as [string, string, string, string, string]
  const away = n % 5 === 0
  const place = away ? [`OUT${n % 7}`, `外地医院${n % 7}`, '3', '140100'] : [organization, '', '1', '']
  const sum = n % 70 === 9 ? '9.99' : '10.00'
  return [`JS${n % 90 === 11 ? 1 : n}`, ...place, card, name, '390', '11', away ? '' : number, at, at, sum, '4.00', '6.00'].join(',')
}).join('\n')}\n`

/** All it left; the mark of new institutions goes as soon as anybody asks for institutions, as whoever resumes does. */
const everything = async (db: Db) => ({
  ...(await imported(db)),
  months: (await imported(db)).months.filter((mark) => mark['view'] !== 'org_dim'),
  all: await db.query('select type, id, version, doc, content from resource where county_id = $1 and batch_id is not null order by 1, 2', [
    county,
  ]),
  money: await db.query('select id, day, total_fen from flat_settlement where county_id = $1 order by 1', [county]),
})

it.each([
  { kind: visits, content: visitRows, marks: 'visit' },
  { kind: settlements, content: settlementRows, marks: 'settlement' },
])(
  'an import of $kind.name that was killed goes on where it was and ends like one that was not',
  async ({ kind, content, marks }) => {
    const files = folder()
    const [whole, broken] = await Promise.all([testHouse(), testHouse()])
    try {
      const file = files.file('file.csv', content)
      const earlier = files.file('earlier.csv', csv(lines(60, 500)))
      const options = { county, actor: 'tester' }
      for (const { record } of [whole, broken]) await importFile(earlier, { ...options, record, kind: visits })
      await importFile(file, { ...options, record: whole.record, kind, chunkRows: 100 })
      for (const after of [1, 4, 2]) expect(await killed(broken.url, kind, file, after)).toBe('SIGKILL')
      const result = await importFile(file, { ...options, record: broken.record, kind, chunkRows: 100 })
      expect(result).toMatchObject({ rows: 1500, resumed: true, state: 'done' })
      const left = await everything(broken.record.db)
      expect(left).toEqual(await everything(whole.record.db))
      expect(left.refused.length).toBeGreaterThan(20)
      expect(left.months).toContainEqual({ view: marks, month: '2026-01-01' })
      expect((await verifyAudit(broken.record.db, county)).broken).toEqual([])
      const counted =
        'select state, checkpoint, rows_done, taken, changed, skipped, refused from batch where county_id = $1 order by started_at desc limit 1'
      expect(await broken.record.db.query(counted, [county])).toEqual(await whole.record.db.query(counted, [county]))
    } finally {
      await Promise.all([whole.close(), broken.close()])
      files.remove()
    }
  },
  180_000,
)
