import { expect, it } from 'vitest'
import { readerOf, resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { deathView, deceasedView } from '../../../capabilities/population/views.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { compileView } from '../../../fhir/view-definition.ts'
import { fromFhir } from '../../../patterns/patient/fhir.ts'
import { divisionsFrom } from '../divisions.ts'
import { deaths } from './deaths.ts'

const line = {
  报告卡号: 'SW20260105001',
  报告机构代码: 'QY0000038',
  证件号码: '141099195001011235',
  姓名: '张三',
  死亡时间: '2026-01-05 08:30',
  死亡地点: '家中',
  根本死因编码: 'I63.900',
  直接死因编码: 'J96.900',
  乡镇代码: '141099100',
}
const names: Readonly<Record<string, string>> = { 'I63.900': '脑梗死' }
const context = rowContext({ nameOf: (_, code) => names[code] })
const read = readerOf(deaths, context, divisionsFrom('141099', ['141099100']))

it('a card is a cause of death and a Patient who has died, to the minute', () => {
  const [death, patient] = resourcesOf(read(line))
  expect([death!, patient!].flatMap((r) => validate(r).filter((i) => i.severity === 'error'))).toEqual([])
  expect(compileView(deathView.definition).rows(death)).toEqual([
    {
      patient_id: patient!.id,
      org: 'qy-b',
      at: '2026-01-05T08:30:00+08:00',
      number: 'SW20260105001',
      cause: 'I63.900',
      cause_name: '脑梗死',
      immediate: 'J96.900',
      place: '3',
      township: '141099100',
    },
  ])
  expect(patient!['deceasedDateTime']).toBe('2026-01-05T08:30:00+08:00')
  expect(fromFhir([patient!])).toMatchObject({ state: 'deceased', diedOn: '2026-01-05', birthDate: '1950-01-01' })
  expect(compileView(deceasedView.definition).rows(patient)).toMatchObject([{ patient_id: patient!.id, org: 'qy-b' }])
})

it('the day alone is enough, and who lived in another county may die here', () => {
  const [death] = resourcesOf(read({ ...line, 死亡时间: '2026-01-05', 直接死因编码: '', 死亡地点: '', 乡镇代码: '141098100' }))
  expect(validate(death!).filter((i) => i.severity === 'error')).toEqual([])
  expect(compileView(deathView.definition).rows(death)).toMatchObject([
    { at: '2026-01-05', immediate: null, place: null, township: '141098100' },
  ])
})

it.each([
  [{ 死亡时间: '1949-12-31 23:59' }, '死亡时间 order'],
  [{ 死亡时间: '2026-06-30 12:01' }, '死亡时间 future'],
  [{ 根本死因编码: '脑梗死' }, '根本死因编码 icd10'],
  [{ 根本死因编码: 'I63.900;J96.900' }, '根本死因编码 one'],
  [{ 直接死因编码: 'I63.900;J96.900' }, '直接死因编码 one'],
  [{ 死亡地点: '路上' }, '死亡地点 code'],
  [{ 乡镇代码: '141099109' }, '乡镇代码 division'],
  [{ 性别: '女' }, '性别 id-card.sex'],
])('refuses %j by %s', (change, rule) => {
  expect(rulesOf(read({ ...line, ...change }))).toEqual([rule])
})
