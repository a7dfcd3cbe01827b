import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mapping } from '../../../test/feeds.ts'
import { kinds } from '../files/kinds/index.ts'
import { accessOf } from './access.ts'
import { readFeed, readFolder } from './folder.ts'

const good = {
  county: 141099,
  driver: 'mysql',
  host: '10.0.0.5',
  database: 'his',
  user: 'reader',
  password: { env: 'HIS_PASSWORD' },
  view: 'v_visits',
  kind: 'visits',
  mapping,
  watermark: { column: 'updated', type: 'time' },
  key: 'id',
}
const read = (change: object) => readFeed('his', JSON.stringify({ ...good, ...change }), kinds)
const faults = (change: object) => {
  const result = read(change)
  return 'faults' in result ? result.faults.map(([, en]) => en) : []
}

it('a short file is a whole feed', () => {
  expect(read({})).toMatchObject({
    feed: {
      name: 'his',
      key: ['id'],
      every: 60,
      batch: 2000,
      timeout: 60,
      timeZone: 'Asia/Shanghai',
      watermark: { overlap: 600 },
      tls: false,
    },
  })
})

it('what is wrong is said with its place', () => {
  expect(readFeed('his', '{\n  "county": 141099,\n  "driver" "mysql"\n}', kinds)).toMatchObject({
    faults: [['第 3 行第 12 列不是有效的 JSON', expect.stringContaining('Line 3, column 12')]],
  })
  expect(readFeed('Größe', '{}', kinds)).toMatchObject({ faults: [[expect.stringContaining('文件名'), expect.any(String)]] })
  expect(faults({ watermark: { column: 'u', type: 'date' } })[0]).toMatch(/^watermark\.type: /)
  expect(faults({ password: 'secret' })[0]).toMatch(/^password: /)
  expect(faults({ pasword: 1 })[0]).toMatch(/pasword/)
  expect(faults({ select: 'select 1' })).toEqual(['view: Give either view or select'])
  expect(faults({ view: undefined, select: 'select 1; drop table x' })[0]).toMatch(/^select: /)
  expect(faults({ kind: 'x-rays' })[0]).toMatch(/^kind: no such kind of file; there are visits/)
  expect(faults({ mapping: { ...mapping, dept: '处室' } })).toEqual(['mapping.dept: visits has no column 处室'])
  const { visit_no: _, ...less } = mapping
  expect(faults({ mapping: less })).toEqual(['mapping: the required column 就诊号 is missing'])
  expect(faults({ mapping: { ...mapping, dept: '姓名' } })).toEqual(['mapping: 姓名 is given twice'])
  expect(faults({ silence: { hours: 2, from: '18:00', to: '08:00' } })).toEqual(['silence.to: Must be later than from'])
  expect(faults({ timeZone: 'Asia/Peking' })[0]).toMatch(/^timeZone: No such time zone/)
  expect(faults({ driver: 'oracle', timeZone: 'UTC' })[0]).toMatch(/^timeZone: /)
  expect(faults({ driver: 'postgres', encoding: 'gb18030' })).toEqual(['encoding: For mysql only'])
})

it('a folder gives its feeds, the faults of the others, and a warning where others may read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countywide-feeds-'))
  try {
    expect(readFolder(join(folder, 'none'), kinds)).toEqual({ feeds: [], faults: [], warnings: [] })
    writeFileSync(join(folder, 'notes.txt'), 'no feed')
    writeFileSync(join(folder, 'b.json'), '{}', { mode: 0o600 })
    writeFileSync(join(folder, 'a.json'), JSON.stringify(good))
    chmodSync(join(folder, 'a.json'), 0o644)
    const { feeds, faults, warnings } = readFolder(folder, kinds)
    expect(feeds.map(({ name }) => name)).toEqual(['a'])
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(['b.json']))
    expect(warnings).toEqual(process.platform === 'win32' ? [] : [expect.objectContaining({ file: 'a.json' })])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('the password comes from the environment or a file, and its absence is said', () => {
  const result = read({})
  if (!('feed' in result)) throw new Error('no feed')
  const { feed } = result
  expect(accessOf(feed, () => 'p')).toMatchObject({ password: 'p', port: 3306, host: '10.0.0.5' })
  expect(() => accessOf(feed, () => undefined)).toThrow('HIS_PASSWORD is not set')
  const file = join(mkdtempSync(join(tmpdir(), 'countywide-secret-')), 'password')
  writeFileSync(file, 'from file\n', { mode: 0o600 })
  expect(accessOf({ ...feed, password: { file } }, () => undefined).password).toBe('from file')
  expect(() => accessOf({ ...feed, password: { file: `${file}x` } }, () => undefined)).toThrow('ENOENT')
})
