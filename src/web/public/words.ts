import { defineTexts } from '../../kernel/grammar/texts.ts'

/** Every word of the public page: for residents, so plain and few. */
export const words = defineTexts({
  title: ['工作进展公开', 'Progress, open to all'],
  of: ['{county} · 更新于 {day}', '{county} · as of {day}'],
  document: ['文号 {document}', 'Document {document}'],
  now: ['现在', 'Now'],
  goal: ['目标', 'Target'],
  deadline: ['期限', 'By'],
  met: ['已达到', 'Met'],
  'on-way': ['推进中', 'On the way'],
  behind: ['落后', 'Behind'],
  'no-data': ['暂无数据', 'No data yet'],
  overMet: ['期限已过：当日已达到', 'Over: met on the day'],
  overMissed: ['期限已过：当日未达到', 'Over: not met on the day'],
  overUnknown: ['期限已过：当日没有数据', 'Over: nothing known on the day'],
  asOf: ['截至 {day}', 'as of {day}'],
  chart: ['{name}：实线为实际，虚线为计划', '{name}: solid is what was, dashed is the plan'],
  legend: ['实线是实际，虚线是计划。', 'The solid line is what was, the dashed one the plan.'],
  none: ['这里还没有公开的进展', 'Nothing is open here yet'],
  noneHelp: ['县里公开后就能在这里看到。', 'It will stand here once the county opens it.'],
  failed: ['暂时打不开，请稍后再试', 'This cannot be opened now; try again later'],
  retry: ['再试一次', 'Try again'],
  footer: ['只公开汇总数字，不含任何个人信息。', 'Sums only: nothing about any person.'],
})
