import { expect, it } from 'vitest'
import { codesAtWork } from '../../../test/codes.ts'
import { csv, line } from '../../../test/files.ts'
import { county } from '../../../test/house.ts'
import { toFhir } from '../../capabilities/organisations/organization/fhir.ts'
import { batchesConcerned, listLocalCodes } from '../../record/local-codes.ts'
import { undoBatch } from '../../record/undo.ts'
import { decide, importDecisions } from './decisions.ts'
import { proposalsFor } from './proposals.ts'

const at = codesAtWork()
const own = (n: number) => line(n, { 诊断编码: n % 2 ? 'GXY-03' : '头晕;I10.x00', 科室: n % 3 ? '老年病科' : '内 科' })
const file = () => at.files.file('visits.csv', csv(Array.from({ length: 40 }, (_, n) => own(n))))
const load = (path = file()) => at.load(path)
const seen = async () => (await at.open()).map((c) => [c.kind, c.institution, c.code, c.seen])
const diagnoses = () =>
  at.house.record.db.query(`select diagnosis, count(*)::int as n from flat_visit where county_id = $1 group by 1 order by 1 nulls last`, [
    county,
  ])

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
  expect(await decide(at.house.record, county, [wish, { ...wish, target: 'Z99.999' }], 'tester', at.now())).toMatchObject({
    decided: 1,
    unmet: [{ at: 1, reason: ['编码表里没有这个标准编码', expect.any(String)] }],
  })
  expect(await batchesConcerned(at.house.record.db, county)).toEqual([{ id: batch, kind: 'visits', fileName: 'visits.csv', codes: 1 }])
  expect(await load()).toMatchObject({ taken: 0, changed: 20, refused: 0 })
  expect(await diagnoses()).toEqual([{ diagnosis: 'I10.x00', n: 40 }])
  expect((await at.open()).some((c) => c.code === 'GXY-03')).toBe(false)
})

it('a department of the same name needs no decision; one of another name takes the directory’s when told', async () => {
  const common = { state: 'active' as const, level: 'department' as const, from: '2020-01-01', successors: [] }
  const audit = { at: new Date().toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const departments = [
    { ...common, id: 'qy-a-ln', code: 'QY000002X-01', name: '老年病科', parent: 'qy-a' },
    { ...common, id: 'qy-a-nk', code: 'QY000002X-02', name: '内科', parent: 'qy-a' },
  ].flatMap(toFhir)
  await at.house.record.write({
    county,
    origin: 'import',
    audit,
    documents: departments.map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) })),
  })
  await load()
  const waiting = (await at.open()).filter((c) => c.kind === 'department')
  expect(waiting.map((c) => [c.institution, c.code]).sort()).toEqual([
    ['qy-a', '内 科'],
    ['qy-b', '内 科'],
    ['qy-b', '老年病科'],
  ])
  const mine = waiting.findIndex((c) => c.institution === 'qy-a')
  expect((await proposalsFor(at.house.record, county, waiting))[mine]?.[0]).toMatchObject({ code: 'qy-a-nk', score: 1 })
  await decide(at.house.record, county, [{ kind: 'department', institution: 'qy-a', code: '内 科', target: 'qy-a-nk' }], 'tester', at.now())
  await load()
  const rows = await at.house.record.db.query(
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
    at.files.file(
      'names.csv',
      csv([line(1, { 诊断编码: '急性胃肠炎' }), line(2, { 诊断编码: '胃肠炎（急性）' }), line(3, { 诊断编码: '季性胃长炎' })]),
    ),
  )
  const codes = (await at.open()).filter((c) => c.kind === 'diagnosis')
  const proposed = await proposalsFor(at.house.record, county, codes)
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
  expect(await importDecisions(at.house.record, county, at.source(rows), { actor: 'tester', now: at.now() })).toMatchObject({
    decided: 2,
    unmet: [{ at: 4 }, { at: 5 }, { at: 6 }],
  })
  expect(await listLocalCodes(at.house.record.db, county, { state: 'ignored', limit: 9 })).toMatchObject([
    { code: '头晕', institution: 'qy-b' },
  ])
  await importDecisions(
    at.house.record,
    county,
    at.source([
      ['本地编码', '标准编码'],
      ['头晕', ''],
    ]),
    { institution: 'qy-b', actor: 'tester', now: at.now() },
  )
  expect((await at.open()).some((c) => c.code === '头晕' && c.institution === 'qy-b')).toBe(true)
})

it('an undone batch no longer counts its rows', async () => {
  const { batch } = await load()
  await undoBatch(at.house.record, county, batch, { actor: 'tester', now: new Date().toISOString() })
  expect((await at.open()).every((c) => c.seen === 0)).toBe(true)
})
