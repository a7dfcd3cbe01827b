import { expect, it } from 'vitest'
import { codesAtWork } from '../../../test/codes.ts'
import { csv, line } from '../../../test/files.ts'
import { frontPage } from '../../../test/front-page.ts'
import { county } from '../../../test/house.ts'
import { icd10InsuranceSystem, insuranceOwner } from '../../patterns/codes/systems.ts'
import { importDecisions } from './decisions.ts'
import { frontPages } from './kinds/front-pages.ts'
import { proposalsFor } from './proposals.ts'

const at = codesAtWork()
const map = (from: string, ...rows: string[][]) =>
  at.table('icd10-map', from, [['国家临床版编码', '国家临床版名称', '医保版编码'], ...rows])
const page = {
  ...frontPage,
  JBDM: 'I10.x00',
  ZYZD: '高血压',
  JBDM1: 'E11.900',
  QTZD1: '糖尿病',
}
const row = page as Record<string, string>
const stay = () => at.load(at.files.file('page.csv', `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`), frontPages)
const flat = () =>
  at.house.record.db.query(`select rank, code, insurance_code, name from flat_diagnosis where county_id = $1 and rank < 3 order by 1`, [
    county,
  ])
const stays = () => at.house.record.db.query('select diagnosis, diagnosis_name from flat_admission where county_id = $1', [county])

it('the insurance’s codes stand beside the national ones where the mapping of the day has them; what it lacks waits for the county, whatever institution wrote it', async () => {
  await stay()
  await at.load(at.files.file('one.csv', csv([line(1), line(2, { 诊断编码: 'E11.900', 就诊时间: '2025-12-31 08:00' })])))
  const [before, admitted] = [await flat(), await stays()]
  expect(before).toEqual([
    { rank: 1, code: 'I10.x00', insurance_code: null, name: '原发性高血压' },
    { rank: 2, code: 'E11.900', insurance_code: null, name: expect.any(String) },
  ])
  await map('2026-01-01', ['I10.x00', '高血压', 'I10.x00x999'])
  await at.table('icd10-insurance', '2026-01-01', [
    ['诊断代码', '诊断名称'],
    ['I10.x00x999', '高血压病'],
    ['E11.9', '2型糖尿病'],
  ])
  expect(await stay()).toMatchObject({ taken: 0, changed: 2 })
  expect(await flat()).toEqual([{ ...before[0], insurance_code: 'I10.x00x999' }, before[1]])
  expect(await stays()).toEqual(admitted)
  // a visit of the year before the mapping is left alone
  expect(
    await at.load(at.files.file('one.csv', csv([line(1), line(2, { 诊断编码: 'E11.900', 就诊时间: '2025-12-31 08:00' })]))),
  ).toMatchObject({ changed: 1 })
  const waiting = (await at.open()).filter((c) => c.institution === insuranceOwner)
  expect(waiting.map((c) => [c.kind, c.code, c.seen])).toEqual([
    ['diagnosis', 'E11.900', 2],
    ['diagnosis', 'J98.414', 1],
    ['diagnosis', 'R10.000', 1],
    ['diagnosis', 'W19.900', 1],
  ])
  expect((await proposalsFor(at.house.record, county, waiting))[0]?.[0]).toMatchObject({ code: 'E11.9' })
  const rows = [
    ['机构代码', '种类', '本地编码', '标准编码'],
    ['医保', 'diagnosis', 'E11.900', 'E11.9'],
    ['医保', 'diagnosis', 'I10.x00', 'I10.x00'],
  ]
  expect(await importDecisions(at.house.record, county, at.source(rows), { actor: 'tester', now: at.now() })).toMatchObject({
    decided: 1,
    unmet: [{ at: 3 }],
  })
  expect(await stay()).toMatchObject({ changed: 2 })
  expect(await flat()).toMatchObject([{}, { code: 'E11.900', insurance_code: 'E11.9' }])
  const reasons = async (what: string) => {
    const [visit] = await at.house.record.db.query<{ id: string; doc: string }>(
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
  await map('2026-03-01', ['I10.x00', '高血压', 'I10.x00x002'])
  const diagnoses = [said('I10.x00', '高血压'), said('E11.900', '糖尿病')]
  await at.house.do('visit.amend', { diagnoses, reason: '补' }, { id: imported.id })
  expect((await reasons('MZ000001')).reasonCode).toMatchObject([pressure, { coding: [{}, { code: 'E11.9', display: '2型糖尿病' }] }])
  const fresh = await at.house.do('visit.receive', { person: await at.house.person(7) })
  await at.house.do('visit.close', { diagnoses: [...diagnoses, said('J06.900', '上感')] }, { id: fresh.id })
  expect((await reasons(fresh.id)).reasonCode.map((c: { coding: { code: string }[] }) => c.coding.map(({ code }) => code))).toEqual([
    ['I10.x00', 'I10.x00x002'],
    ['E11.900', 'E11.9'],
    ['J06.900'],
  ])
  await at.house.do('visit.amend', { diagnoses: diagnoses.slice(1), reason: '改' }, { id: fresh.id })
  expect((await reasons(fresh.id)).reasonCode).toHaveLength(1)
  // and a stay that the hospital's system sends when the patient leaves
  const sent = await at.house.do('admission.record', {
    person: await at.house.person(7),
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
