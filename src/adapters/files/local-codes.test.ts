import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { csv, folder, line } from '../../../test/files.ts'
import { frontPage } from '../../../test/front-page.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { toFhir } from '../../capabilities/organisations/organization/fhir.ts'
import { icd10InsuranceSystem, insuranceOwner } from '../../patterns/codes/systems.ts'
import { batchesConcerned, listLocalCodes } from '../../record/local-codes.ts'
import { undoBatch } from '../../record/undo.ts'
import { codeSystems } from './code-systems.ts'
import { importCodeTable } from './code-table.ts'
import { decide, importDecisions } from './decisions.ts'
import { importFile } from './import.ts'
import { fees } from './kinds/fees.ts'
import { frontPages } from './kinds/front-pages.ts'
import { visits as kind } from './kinds/visits.ts'
import { proposalsFor } from './proposals.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const own = (n: number) => line(n, { 诊断编码: n % 2 ? 'GXY-03' : '头晕;I10.x00', 科室: n % 3 ? '老年病科' : '内 科' })
const file = () => files.file('visits.csv', csv(Array.from({ length: 40 }, (_, n) => own(n))))
const load = (path = file(), chunkRows = 10) =>
  importFile(path, {
    record: house.record,
    county,
    kind,
    actor: 'tester',
    chunkRows,
    originals: files.file('keep', '').replace('keep', 'originals'),
  })
const open = () => listLocalCodes(house.record.db, county, { state: 'open', limit: 100 })
const seen = async () => (await open()).map((c) => [c.kind, c.institution, c.code, c.seen])
const diagnoses = () =>
  house.record.db.query(`select diagnosis, count(*)::int as n from flat_visit where county_id = $1 group by 1 order by 1 nulls last`, [
    county,
  ])
const source = (all: string[][]) => ({
  rows: async function* () {
    yield* all
  },
})
const now = () => new Date(Date.now() + 1000).toISOString()

it('what no table knows goes in as the institution’s own and waits, each code once, with its rows; running again adds nothing', async () => {
  await load()
  const first = await seen()
  expect(first).toContainEqual(['diagnosis', 'qy-a', 'GXY-03', 20])
  expect(first).toContainEqual(['diagnosis', 'qy-b', '头晕', 10])
  expect(first.filter(([kind]) => kind === 'department').length).toBe(4)
  await load()
  expect(await seen()).toEqual(first)
})

it('a decision reaches the kept files when they run again: new versions, and nothing else changes', async () => {
  const { batch } = await load()
  expect(await diagnoses()).toEqual([
    { diagnosis: 'I10.x00', n: 20 },
    { diagnosis: null, n: 20 },
  ])
  const wish = { kind: 'diagnosis', institution: 'qy-a', code: 'GXY-03', target: 'I10.x00' }
  expect(await decide(house.record, county, [wish, { ...wish, target: 'Z99.999' }], 'tester', now())).toMatchObject({
    decided: 1,
    unmet: [{ at: 1, reason: ['编码表里没有这个标准编码', expect.any(String)] }],
  })
  expect(await batchesConcerned(house.record.db, county)).toEqual([{ id: batch, kind: 'visits', fileName: 'visits.csv', codes: 1 }])
  expect(await load()).toMatchObject({ taken: 0, changed: 20, refused: 0 })
  expect(await diagnoses()).toEqual([{ diagnosis: 'I10.x00', n: 40 }])
  expect((await open()).some((c) => c.code === 'GXY-03')).toBe(false)
})

it('a department of the same name needs no decision; one of another name takes the directory’s when told', async () => {
  const common = { state: 'active' as const, level: 'department' as const, from: '2020-01-01', successors: [] }
  const audit = { at: new Date().toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const departments = [
    { ...common, id: 'qy-a-ln', code: 'QY000002X-01', name: '老年病科', parent: 'qy-a' },
    { ...common, id: 'qy-a-nk', code: 'QY000002X-02', name: '内科', parent: 'qy-a' },
  ].flatMap(toFhir)
  await house.record.write({
    county,
    origin: 'import',
    audit,
    documents: departments.map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) })),
  })
  await load()
  const waiting = (await open()).filter((c) => c.kind === 'department')
  expect(waiting.map((c) => [c.institution, c.code]).sort()).toEqual([
    ['qy-a', '内 科'],
    ['qy-b', '内 科'],
    ['qy-b', '老年病科'],
  ])
  const at = waiting.findIndex((c) => c.institution === 'qy-a')
  expect((await proposalsFor(house.record, county, waiting))[at]?.[0]).toMatchObject({ code: 'qy-a-nk', score: 1 })
  await decide(house.record, county, [{ kind: 'department', institution: 'qy-a', code: '内 科', target: 'qy-a-nk' }], 'tester', now())
  await load()
  const rows = await house.record.db.query(
    `select distinct department, department_name from flat_visit where county_id = $1 and department like 'qy-%' order by 1`,
    [county],
  )
  expect(rows).toEqual([
    { department: 'qy-a-ln', department_name: '老年病科' },
    { department: 'qy-a-nk', department_name: '内 科' },
  ])
})

it('proposes the same name first, then names that look or sound alike', async () => {
  await load(
    files.file(
      'names.csv',
      csv([line(1, { 诊断编码: '急性胃肠炎' }), line(2, { 诊断编码: '胃肠炎（急性）' }), line(3, { 诊断编码: '季性胃长炎' })]),
    ),
  )
  const codes = (await open()).filter((c) => c.kind === 'diagnosis')
  const proposed = await proposalsFor(house.record, county, codes)
  for (const [i, { code }] of codes.entries())
    expect([code, proposed[i]?.slice(0, 3).map((p) => p.code)]).toEqual([code, expect.arrayContaining(['A09.900'])])
  expect(proposed[codes.findIndex((c) => c.code === '急性胃肠炎')]?.[0]).toMatchObject({ code: 'A09.900', score: 1 })
})

it('takes decisions as a table, ignores with "-", opens again with nothing, and says which lines it could not take', async () => {
  await load()
  const rows = [
    ['机构代码', '种类', '本地编码', '标准编码'],
    ['QY000002X', 'diagnosis', 'GXY-03', 'I10.x00'],
    ['QY0000038', 'diagnosis', '头晕', '-'],
    ['', 'diagnosis', '头晕', 'I10.x00'],
    ['QY000002X', 'diagnosis', '', 'I10.x00'],
    ['QY000002X', 'colour', 'x', 'I10.x00'],
  ]
  expect(await importDecisions(house.record, county, source(rows), { actor: 'tester', now: now() })).toMatchObject({
    decided: 2,
    unmet: [{ at: 4 }, { at: 5 }, { at: 6 }],
  })
  expect(await listLocalCodes(house.record.db, county, { state: 'ignored', limit: 9 })).toMatchObject([
    { code: '头晕', institution: 'qy-b' },
  ])
  await importDecisions(
    house.record,
    county,
    source([
      ['本地编码', '标准编码'],
      ['头晕', ''],
    ]),
    { institution: 'qy-b', actor: 'tester', now: now() },
  )
  expect((await open()).some((c) => c.code === '头晕' && c.institution === 'qy-b')).toBe(true)
})

it('an undone batch no longer counts its rows', async () => {
  const { batch } = await load()
  await undoBatch(house.record, county, batch, { actor: 'tester', now: new Date().toISOString() })
  expect((await open()).every((c) => c.seen === 0)).toBe(true)
})

describe('what bills are made of', () => {
  const header = '明细号,机构代码,就诊类别,就诊号,证件号码,姓名,收费时间,项目编码,项目名称,收费类别,数量,单价,金额,原明细号'
  const bill = (...rows: string[]) => files.file('fees.csv', [header, ...rows].join('\n'))
  const whom = '141099195001011235,张三'
  const drug = `1,QY000002X,门诊,MZ1,${whom},2026-01-05 08:40,XY0012,阿莫西林胶囊,西药费,2,6.15,12.30,`
  const herb = `2,QY000002X,门诊,MZ1,${whom},2026-01-05 08:40,ZY3,黄芪,中药饮片费,10,0.5,5.00,`
  const test = `3,QY000002X,门诊,MZ1,${whom},2026-01-05 08:41,JY7,血常规,化验费,1,20,20.00,`
  const back = `4,QY000002X,门诊,MZ1,${whom},2026-01-06 09:00,XY0012,阿莫西林胶囊,西药费,-1,6.15,-6.15,1`
  const loadFees = (path: string) => importFile(path, { record: house.record, county, kind: fees, actor: 'tester', chunkRows: 1 })
  const flat = () =>
    house.record.db.query(`select line, national, amount_fen::int as fen, day::text from flat_fee where county_id = $1 order by line`, [
      county,
    ])
  const table = (system: 'drug' | 'item', rows: string[][]) =>
    importCodeTable(house.record, county, codeSystems[system], source(rows), {
      from: '2020-01-01',
      actor: 'tester',
      now: now(),
    })

  it('drugs and items wait with proposals, and are translated when the file runs again; a line that says something else is a new version', async () => {
    await table('drug', [
      ['药品代码', '药品名称'],
      ['XJ01CAA040', '阿莫西林胶囊'],
    ])
    const { batch } = await loadFees(bill(drug, herb, test, back, drug))
    expect(await house.record.db.query('select line, rule from batch_refusal where batch_id = $1', [batch])).toEqual([
      { line: 6, rule: 'twice' },
    ])
    const waiting = (await open()).filter((c) => c.kind !== 'department')
    expect(waiting.map((c) => [c.kind, c.institution, c.code, c.name, c.seen])).toEqual([
      ['drug', 'qy-a', 'XY0012', '阿莫西林胶囊', 3],
      ['drug', 'qy-a', 'ZY3', '黄芪', 1],
      ['item', 'qy-a', 'JY7', '血常规', 1],
    ])
    expect((await proposalsFor(house.record, county, waiting))[0]?.[0]).toMatchObject({ code: 'XJ01CAA040', score: 1 })
    const wish = { kind: 'drug', institution: 'qy-a', code: 'XY0012', target: 'XJ01CAA040' }
    expect(await decide(house.record, county, [wish, { ...wish, kind: 'item' }], 'tester', now())).toMatchObject({
      decided: 1,
      unmet: [{ at: 1 }],
    })
    expect(await loadFees(bill(drug, herb, test, back, drug))).toMatchObject({ taken: 0, changed: 2, refused: 1 })
    expect(await flat()).toEqual([
      { line: '1', national: 'XJ01CAA040', fen: 1230, day: '2026-01-05' },
      { line: '2', national: null, fen: 500, day: '2026-01-05' },
      { line: '3', national: null, fen: 2000, day: '2026-01-05' },
      { line: '4', national: 'XJ01CAA040', fen: -615, day: '2026-01-06' },
    ])
    // what was never charged, or is more than is left of it, is refused; of a later file, too; the same file again has its own refund already
    const again = (line: string, fen: string, of: string) =>
      `${line},QY000002X,门诊,MZ1,${whom},2026-01-07 09:00,XY0012,阿莫西林胶囊,西药费,-1,${fen},-${fen},${of}`
    expect(await loadFees(bill(drug, herb, test, back))).toMatchObject({ skipped: 5, refused: 0 })
    const wrong = await loadFees(bill(again('7', '6.17', '1'), again('8', '6.15', '1'), again('9', '1', '12'), again('10', '1', '1')))
    expect(wrong).toMatchObject({ taken: 1, refused: 3 })
    expect(
      await house.record.db.query('select line, rule, value, message from batch_refusal where batch_id = $1 order by line', [wrong.batch]),
    ).toMatchObject([
      { line: 2, rule: 'refund.left', value: '1', message: '退 6.17 元，那一行只剩 6.15 元可退：请核对金额和明细号' },
      { line: 4, rule: 'refund.line', value: '12' },
      { line: 5, rule: 'refund.left', message: expect.stringContaining('只剩 0.00 元') },
    ])
    await undoBatch(house.record, county, wrong.batch, { actor: 'tester', now: now() })
    const corrected = await loadFees(bill(drug, herb.replace('10,0.5,5.00', '12,0.5,6.00')))
    expect(corrected).toMatchObject({ taken: 0, changed: 1, skipped: 2 })
    await undoBatch(house.record, county, corrected.batch, { actor: 'tester', now: now() })
    expect(await flat()).toMatchObject([{}, { line: '2', fen: 500 }, {}, {}])
  })
})

describe('the national table’s codes as the insurance has them', () => {
  const map = (system: 'icd10-map' | 'icd9-map', from: string, ...rows: string[][]) =>
    importCodeTable(house.record, county, codeSystems[system], source([['国家临床版编码', '国家临床版名称', '医保版编码'], ...rows]), {
      from,
      actor: 'tester',
      now: now(),
    })
  const page = {
    ...frontPage,
    JBDM: 'I10.x00',
    ZYZD: '高血压',
    JBDM1: 'E11.900',
    QTZD1: '糖尿病',
  }
  const stay = () => {
    const row = page as Record<string, string>
    return importFile(files.file('page.csv', `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`), {
      record: house.record,
      county,
      kind: frontPages,
      actor: 'tester',
    })
  }
  const flat = () =>
    house.record.db.query(`select rank, code, insurance_code, name from flat_diagnosis where county_id = $1 and rank < 3 order by 1`, [
      county,
    ])
  const stays = () => house.record.db.query('select diagnosis, diagnosis_name from flat_admission where county_id = $1', [county])

  it('stand beside it where the mapping of the day has them; what it lacks waits for the county, whatever institution wrote it', async () => {
    await stay()
    await load(files.file('one.csv', csv([line(1), line(2, { 诊断编码: 'E11.900', 就诊时间: '2025-12-31 08:00' })])))
    const [before, admitted] = [await flat(), await stays()]
    expect(before).toEqual([
      { rank: 1, code: 'I10.x00', insurance_code: null, name: '原发性高血压' },
      { rank: 2, code: 'E11.900', insurance_code: null, name: expect.any(String) },
    ])
    await map('icd10-map', '2026-01-01', ['I10.x00', '高血压', 'I10.x00x999'])
    await importCodeTable(
      house.record,
      county,
      codeSystems['icd10-insurance'],
      source([
        ['诊断代码', '诊断名称'],
        ['I10.x00x999', '高血压病'],
        ['E11.9', '2型糖尿病'],
      ]),
      { from: '2026-01-01', actor: 'tester', now: now() },
    )
    expect(await stay()).toMatchObject({ taken: 0, changed: 2 })
    expect(await flat()).toEqual([{ ...before[0], insurance_code: 'I10.x00x999' }, before[1]])
    expect(await stays()).toEqual(admitted)
    // a visit of the year before the mapping is left alone
    expect(await load(files.file('one.csv', csv([line(1), line(2, { 诊断编码: 'E11.900', 就诊时间: '2025-12-31 08:00' })])))).toMatchObject(
      { changed: 1 },
    )
    const waiting = (await open()).filter((c) => c.institution === insuranceOwner)
    expect(waiting.map((c) => [c.kind, c.code, c.seen])).toEqual([
      ['diagnosis', 'E11.900', 2],
      ['diagnosis', 'J98.414', 1],
      ['diagnosis', 'R10.000', 1],
      ['diagnosis', 'W19.900', 1],
    ])
    expect((await proposalsFor(house.record, county, waiting))[0]?.[0]).toMatchObject({ code: 'E11.9' })
    const rows = [
      ['机构代码', '种类', '本地编码', '标准编码'],
      ['医保', 'diagnosis', 'E11.900', 'E11.9'],
      ['医保', 'diagnosis', 'I10.x00', 'I10.x00'],
    ]
    expect(await importDecisions(house.record, county, source(rows), { actor: 'tester', now: now() })).toMatchObject({
      decided: 1,
      unmet: [{ at: 3 }],
    })
    expect(await stay()).toMatchObject({ changed: 2 })
    expect(await flat()).toMatchObject([{}, { code: 'E11.900', insurance_code: 'E11.9' }])
    const reasons = async (what: string) => {
      const [visit] = await house.record.db.query<{ id: string; doc: string }>(
        `select id, doc from resource where county_id = $1 and doc like $2 and type = 'Encounter'`,
        [county, `%"${what}"%`],
      )
      return { id: visit!.id, reasonCode: JSON.parse(visit!.doc).reasonCode }
    }
    const pressure = { coding: [{ code: 'I10.x00' }, { system: icd10InsuranceSystem, code: 'I10.x00x999', display: '高血压病' }] }
    const imported = await reasons('MZ000001')
    expect(imported.reasonCode).toMatchObject([pressure])
    expect((await reasons('00012345-2')).reasonCode).toMatchObject([pressure])

    // at the desk: what stands there stays, what is new has its own by the mapping of the visit's day or the county's decision
    const said = (code: string, name: string) => ({ system: 'icd10', code, name })
    await map('icd10-map', '2026-03-01', ['I10.x00', '高血压', 'I10.x00x002'])
    const diagnoses = [said('I10.x00', '高血压'), said('E11.900', '糖尿病')]
    await house.do('visit.amend', { diagnoses, reason: '补' }, { id: imported.id })
    expect((await reasons('MZ000001')).reasonCode).toMatchObject([pressure, { coding: [{}, { code: 'E11.9', display: '2型糖尿病' }] }])
    const fresh = await house.do('visit.receive', { person: await house.person(7) })
    await house.do('visit.close', { diagnoses: [...diagnoses, said('J06.900', '上感')] }, { id: fresh.id })
    expect((await reasons(fresh.id)).reasonCode.map((c: { coding: { code: string }[] }) => c.coding.map(({ code }) => code))).toEqual([
      ['I10.x00', 'I10.x00x002'],
      ['E11.900', 'E11.9'],
      ['J06.900'],
    ])
    await house.do('visit.amend', { diagnoses: diagnoses.slice(1), reason: '改' }, { id: fresh.id })
    expect((await reasons(fresh.id)).reasonCode).toHaveLength(1)
    // and a stay that the hospital's system sends when the patient leaves
    const sent = await house.do('admission.record', {
      person: await house.person(7),
      number: 'BA7-1',
      admittedAt: '2026-02-10',
      dischargedAt: '2026-02-12',
      days: 2,
      diagnoses: [{ text: '高血压', coded: { code: 'I10.x00' } }],
      operations: [],
      cost: { totalFen: 100 },
    })
    expect((await reasons(sent.id)).reasonCode).toMatchObject([pressure])
  })
})
