import { expect, it } from 'vitest'
import { readerOf, resourcesOf, rulesOf } from '../../../../test/rows.ts'
import { followUpView, registerView } from '../../../capabilities/chronic/views.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { compileView } from '../../../fhir/view-definition.ts'
import { chronicRegisters } from './chronic-registers.ts'
import { followUps } from './follow-ups.ts'

const person = { 机构代码: 'QY0000038', 证件号码: '141099195001011235', 姓名: '张三', 病种: '高血压', 档案号: '14109910020000123' }
const register = {
  ...person,
  建档日期: '2024-03-08',
  确诊日期: '2023-11-20',
  管理状态: '在管',
  分级: '2级',
  责任医生: '李四',
}
const followUp = {
  ...person,
  随访号: 'SF20260105001',
  随访日期: '2026-01-05',
  随访方式: '门诊',
  收缩压: '138',
  舒张压: '86',
  空腹血糖: '6.4',
  糖化血红蛋白: '6.8',
  体重: '66.5',
  服药依从性: '间断',
  随访分类: '控制满意',
  下次随访日期: '2026-04-05',
}
const [readRegister, readFollowUp] = [readerOf(chronicRegisters), readerOf(followUps)]
const errors = (all: ReturnType<typeof resourcesOf>) => all.flatMap((r) => validate(r).filter((i) => i.severity === 'error'))

it('a register entry is an episode of care', () => {
  const [episode, patient] = resourcesOf(readRegister(register))
  expect(errors([episode!, patient!])).toEqual([])
  expect(compileView(registerView.definition).rows(episode)).toEqual([
    {
      patient_id: patient!.id,
      org: 'qy-b',
      at: '2024-03-08',
      disease: 'HTN',
      state: '1',
      ended: null,
      diagnosed: '2023-11-20',
      level: '2级',
      doctor: '李四',
      number: '14109910020000123',
    },
  ])
  expect(episode).toMatchObject({ status: 'active' })
  expect(resourcesOf(readRegister({ ...register, 管理状态: '2' }))[0]).toMatchObject({ status: 'onhold' })
  expect(resourcesOf(readRegister({ ...register, 管理状态: '死亡', 终止日期: '2025-01-01' }))[0]).toMatchObject({
    status: 'finished',
    period: { start: '2024-03-08', end: '2025-01-01' },
  })
})

it('one health file in two registers is two entries', () => {
  const [htn, dm] = ['HTN', 'DM'].map((病种) => resourcesOf(readRegister({ ...register, 病种 }))[0]!.id)
  expect(htn).not.toBe(dm)
})

it('a follow-up is a panel that names its register entry', () => {
  const [panel, patient] = resourcesOf(readFollowUp(followUp))
  expect(errors([panel!, patient!])).toEqual([])
  expect(compileView(followUpView.definition).rows(panel)).toEqual([
    {
      patient_id: patient!.id,
      org: 'qy-b',
      at: '2026-01-05',
      disease: 'HTN',
      result: '1',
      systolic: 138,
      diastolic: 86,
      glucose: 6.4,
      hba1c: 6.8,
      weight: 66.5,
      method: '1',
      adherence: '2',
      next: '2026-04-05',
      register: resourcesOf(readRegister(register))[0]!.id,
      number: 'SF20260105001',
    },
  ])
})

it('a follow-up by telephone may have measured nothing', () => {
  const { 随访号, 随访日期 } = followUp
  const [panel] = resourcesOf(readFollowUp({ ...person, 档案号: '', 随访号, 随访日期 }))
  expect(errors([panel!])).toEqual([])
  expect(compileView(followUpView.definition).rows(panel)).toMatchObject([{ result: null, systolic: null, method: null, register: null }])
})

it.each([
  [{ 建档日期: '2026-07-01' }, ['建档日期 future']],
  [{ 建档日期: '1949-12-31' }, ['建档日期 order']],
  [{ 确诊日期: '1949-12-31' }, ['确诊日期 order']],
  [{ 管理状态: '终止', 终止日期: '2024-03-07' }, ['终止日期 order']],
  [{ 终止日期: '2025-03-07' }, ['管理状态 state']],
  [{ 病种: '感冒' }, ['病种 code']],
])('refuses a register entry %j by %s', (change, rules) => {
  expect(rulesOf(readRegister({ ...register, ...change }))).toEqual(rules)
})

it.each([
  [{ 舒张压: '138' }, ['舒张压 pressure']],
  [{ 舒张压: '140' }, ['舒张压 pressure']],
  [{ 收缩压: '1380' }, ['收缩压 range']],
  [{ 空腹血糖: '0.4' }, ['空腹血糖 range']],
  [{ 空腹血糖: '640' }, ['空腹血糖 range']],
  [{ 糖化血红蛋白: '68' }, ['糖化血红蛋白 range']],
  [{ 体重: '0' }, ['体重 range']],
  [{ 收缩压: '138.5' }, ['收缩压 integer']],
  [{ 随访日期: '2026-07-01', 下次随访日期: '' }, ['随访日期 future']],
  [{ 下次随访日期: '2026-01-04' }, ['下次随访日期 order']],
  [{ 随访日期: '1949-12-31' }, ['随访日期 order']],
])('refuses a follow-up %j by %s', (change, rules) => {
  expect(rulesOf(readFollowUp({ ...followUp, ...change }))).toEqual(rules)
})
