import { expect, it } from 'vitest'
import { readerOf, resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { fromFhir } from '../../../capabilities/visits/fhir.ts'
import { Visit } from '../../../capabilities/visits/shape.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { visits } from './visits.ts'

const old = {
  就诊号: 'MZ202601050001',
  机构代码: 'QY0000038',
  证件号码: '141099195001011235',
  姓名: '张三',
  就诊时间: '2026-01-05 08:30',
  就诊类别: '门诊',
  科室: '内科',
  诊断编码: 'I10.x00',
  总费用: '45.60',
}
const full = {
  ...old,
  性别: '男',
  出生日期: '1950-01-01',
  结束时间: '2026-01-05 08:45',
  初复诊: '初诊',
  医生: '李四',
  诊断编码: 'I10.x00;高血压3级',
  中医病证编码: 'A06.01.01;B01.02',
  险种: '城乡居民',
  药费: '20.60',
  中药费: '5',
  检查检验费: '15.00',
}
const read = readerOf(visits)
const errors = (rows: ReturnType<typeof resourcesOf>) => rows.flatMap((r) => validate(r).filter((i) => i.severity === 'error'))

it('the nine columns of the first template still make a visit and its patient', () => {
  const [encounter, patient] = resourcesOf(read(old))
  expect(errors([encounter!, patient!])).toEqual([])
  expect(fromFhir([encounter!])).toMatchObject({
    state: 'finished',
    number: 'MZ202601050001',
    class: 'AMB',
    organization: 'qy-b',
    patient: patient!.id,
    totalFen: 4560,
    diagnoses: [{ system: 'icd10', code: 'I10.x00' }],
  })
  expect(patient).toMatchObject({ gender: 'male', birthDate: '1950-01-01', managingOrganization: { reference: 'Organization/qy-b' } })
})

it('all twenty go in and come back; an unknown code stays the institution’s own', () => {
  const [encounter, patient] = resourcesOf(read(full))
  expect(errors([encounter!, patient!])).toEqual([])
  const visit = fromFhir([encounter!])
  expect(visit).toMatchObject({
    first: true,
    doctor: '李四',
    insurance: '390',
    drugFen: 2060,
    herbalFen: 500,
    examFen: 1500,
    endedAt: '2026-01-05T00:45:00.000Z',
    localDiagnoses: [{ code: '高血压3级', name: '高血压3级' }],
  })
  expect(visit.diagnoses.map((d) => d.code)).toEqual(['I10.x00', 'A06.01.01', 'B01.02'])
  expect(Visit.shape.localDiagnoses.parse(visit.localDiagnoses)).toBeDefined()
  expect(JSON.stringify(encounter)).toContain('urn:countywide:local:diagnosis:qy-b')
})

it('a translated diagnosis and department carry the standard’s code and the institution’s own words', () => {
  const translate = (kind: string, _: string, code: string) =>
    kind === 'department' ? { code: 'qy-b-nk', name: '内科' } : code === '高血压3级' ? { code: 'I10.x00x002', name: '高血压' } : undefined
  const [encounter] = resourcesOf(readerOf(visits, rowContext({ translate }))(full))
  const visit = fromFhir([encounter!])
  expect(visit.department).toEqual({ code: 'qy-b-nk', name: '内科' })
  expect(visit.diagnoses[1]).toMatchObject({ system: 'icd10', code: 'I10.x00x002', name: '高血压' })
  expect(visit.localDiagnoses).toBeUndefined()
})

it('a person without an ID number goes by the institution’s own', () => {
  const [encounter, patient] = resourcesOf(read({ ...old, 证件号码: '', 患者编号: 'P77', 性别: '女', 出生日期: '2001-02-03' }))
  expect(errors([encounter!, patient!])).toEqual([])
  expect(patient).toMatchObject({
    gender: 'female',
    birthDate: '2001-02-03',
    identifier: [{ system: 'urn:countywide:patient-number:qy-b', value: 'P77' }],
  })
  expect(resourcesOf(read({ ...old, 患者编号: 'P77' }))[1]!.id).toBe(resourcesOf(read(old))[1]!.id)
})

it.each([
  [{ 证件号码: '' }, '证件号码 required'],
  [{ 性别: '女' }, '性别 id-card.sex'],
  [{ 出生日期: '1950-01-02' }, '出生日期 id-card.birth'],
  [{ 就诊时间: '2026-06-30 12:01' }, '就诊时间 future'],
  [{ 就诊时间: '2026-07-01' }, '就诊时间 future'],
  [{ 结束时间: '2026-01-05 08:29' }, '结束时间 order'],
  [{ 结束时间: '2026-01-04' }, '结束时间 order'],
  [{ 药费: '40', 检查检验费: '6' }, '总费用 sum'],
  [{ 就诊类别: '住院' }, '就诊类别 code'],
  [{ 机构代码: 'X' }, '机构代码 institution'],
  [{ 总费用: '-1' }, '总费用 money'],
])('refuses %j by %s', (change, rule) => {
  expect(rulesOf(read({ ...old, ...change }))).toEqual([rule])
})
