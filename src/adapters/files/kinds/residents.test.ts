import { expect, it } from 'vitest'
import { readerOf, resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { residentView } from '../../../capabilities/population/views.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { compileView } from '../../../fhir/view-definition.ts'
import { fromFhir } from '../../../patterns/patient/fhir.ts'
import { Resident } from '../../../patterns/patient/shape.ts'
import { divisionsFrom } from '../divisions.ts'
import { residents } from './residents.ts'

const least = { 登记机构代码: 'QY0000038', 证件号码: '141099195001011235', 姓名: '张三', 乡镇代码: '141099100', 常住: '是', 户籍: '否' }
const full = {
  ...least,
  性别: '男',
  出生日期: '1950-01-01',
  村代码: '141099100200',
  户号: 'H000123',
  与户主关系: '本人或户主',
  险种: '城乡居民',
  电话: '138 0000 1234',
  住址: '李家庄村 12 号',
  民族: '汉族',
  婚姻: '已婚',
  迁入日期: '2001-05-01',
  迁出日期: '2026-06-01',
}
const read = readerOf(residents, rowContext(), divisionsFrom('141099', ['141099100', '141099101', '141099100200', '141099101200']))
const errors = (all: ReturnType<typeof resourcesOf>) => all.flatMap((r) => validate(r).filter((i) => i.severity === 'error'))

it('a full line is a resident that a desk can open, and the view reads what the desk shows', () => {
  const [patient] = resourcesOf(read(full))
  expect(errors([patient!])).toEqual([])
  const resident = fromFhir([patient!])
  expect(Resident.parse(resident)).toEqual(resident)
  expect(resident).toMatchObject({
    name: '张三',
    sex: 'male',
    birthDate: '1950-01-01',
    phone: '13800001234',
    household: 'H000123',
    relation: '0',
    resident: true,
    registered: false,
    insurance: '390',
    nation: '01',
    marital: '20',
    movedIn: '2001-05-01',
    movedOut: '2026-06-01',
    organization: 'qy-b',
  })
  expect(compileView(residentView.definition).rows(patient)).toEqual([
    {
      patient_id: patient!.id,
      org: 'qy-b',
      at: '1950-01-01',
      sex: 'male',
      township: '141099100',
      village: '141099100200',
      household: 'H000123',
      relation: '0',
      resident: true,
      registered: false,
      moved_in: '2001-05-01',
      moved_out: '2026-06-01',
      insurance: '390',
      nation: '01',
      marital: '20',
    },
  ])
})

it('the least that is needed goes in; the register’s Patient is not the one of visits', () => {
  const [patient, ...others] = resourcesOf(read(least))
  expect(others).toEqual([])
  expect(errors([patient!])).toEqual([])
  expect(patient!.id).not.toBe(rowContext().id('qy-b', 'Patient', least.证件号码))
})

it('one number under two names goes in twice over, as one document', () => {
  expect(resourcesOf(read({ ...least, 姓名: '李四' }))[0]!.id).toBe(resourcesOf(read(least))[0]!.id)
})

it.each([
  [{ 性别: '女' }, '性别 id-card.sex'],
  [{ 出生日期: '1950-01-02' }, '出生日期 id-card.birth'],
  [{ 乡镇代码: '141099109' }, '乡镇代码 division'],
  [{ 村代码: '141099101200' }, '村代码 village'],
  [{ 村代码: '141099100299' }, '村代码 village'],
  [{ 迁入日期: '2026-07-01' }, '迁入日期 future'],
  [{ 迁入日期: '1949-12-31' }, '迁入日期 order'],
  [{ 迁入日期: '2020-01-02', 迁出日期: '2020-01-01' }, '迁出日期 order'],
  [{ 常住: '否' }, '常住 nobody'],
  [{ 与户主关系: '侄子' }, '与户主关系 code'],
  [{ 民族: '57' }, '民族 code'],
  [{ 证件号码: '141099195001011236' }, '证件号码 id-card.check'],
])('refuses %j by %s', (change, rule) => {
  expect(rulesOf(read({ ...least, ...change }))).toEqual([rule])
})
