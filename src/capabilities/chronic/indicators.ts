import type { Indicator, MeasureGroup } from '../../kernel/grammar/measure.ts'
import { texts } from './texts.ts'

const classed = 'f.result is not null'
const controlled = "f.result = '1'"
const of = (disease: 'HTN' | 'DM') => `f.disease = '${disease}'`
/** A follow-up says whether it found control; rates of patients under care (规范管理率, 控制率) need the stock of registers and come with it. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'follow-ups',
    view: 'follow_up',
    list: 'follow-ups',
    parts: {
      count: {},
      classed: { where: classed },
      controlled: { where: controlled },
      htn: { where: of('HTN') },
      htnClassed: { where: `${of('HTN')} and ${classed}` },
      htnControlled: { where: `${of('HTN')} and ${controlled}` },
      dm: { where: of('DM') },
      dmClassed: { where: `${of('DM')} and ${classed}` },
      dmControlled: { where: `${of('DM')} and ${controlled}` },
    },
  },
]

const source = '国家基本公共卫生服务规范（第三版）：高血压、2型糖尿病患者健康管理'
const common = { theme: 'chronic', from: '2020-01-01', source } as const
const count = { ...common, unit: 'count', better: 'higher' } as const
const share = { ...common, unit: 'percent', scale: 100, better: 'higher' } as const
export const indicators: readonly Indicator[] = [
  { ...count, code: 'follow-ups', text: texts.followUpCount, definition: texts.followUpCountDefinition, numerator: 'follow-ups.count' },
  {
    ...share,
    code: 'follow-up-control',
    text: texts.controlled,
    definition: texts.controlledDefinition,
    numerator: 'follow-ups.controlled',
    denominator: 'follow-ups.classed',
  },
  { ...count, code: 'htn-follow-ups', text: texts.htnCount, definition: texts.htnCountDefinition, numerator: 'follow-ups.htn' },
  {
    ...share,
    code: 'htn-follow-up-control',
    text: texts.htnControlled,
    definition: texts.htnControlledDefinition,
    numerator: 'follow-ups.htnControlled',
    denominator: 'follow-ups.htnClassed',
  },
  { ...count, code: 'dm-follow-ups', text: texts.dmCount, definition: texts.dmCountDefinition, numerator: 'follow-ups.dm' },
  {
    ...share,
    code: 'dm-follow-up-control',
    text: texts.dmControlled,
    definition: texts.dmControlledDefinition,
    numerator: 'follow-ups.dmControlled',
    denominator: 'follow-ups.dmClassed',
  },
]
