import type { Indicator } from '../../kernel/grammar/measure.ts'
import { wordsOf } from '../../patterns/numbers/words.ts'
import { rateIndicators } from './rate-indicators.ts'
import { texts } from './texts.ts'

export { measures } from './measures.ts'

const words = wordsOf(texts)
const source = '国家基本公共卫生服务规范（第三版）：高血压、2型糖尿病患者健康管理'
const common = { theme: 'chronic', from: '2020-01-01', source } as const
const count = { ...common, unit: 'count', better: 'higher' } as const
const share = { ...common, unit: 'percent', scale: 100, better: 'higher' } as const
export const indicators: readonly Indicator[] = [
  ...rateIndicators,
  { ...count, ...words('followUpCount'), code: 'follow-ups', numerator: 'follow-ups.count' },
  {
    ...share,
    ...words('controlled'),
    code: 'follow-up-control',
    numerator: 'follow-ups.controlled',
    denominator: 'follow-ups.classed',
  },
  { ...count, ...words('htnCount'), code: 'htn-follow-ups', numerator: 'follow-ups.htn' },
  {
    ...share,
    ...words('htnControlled'),
    code: 'htn-follow-up-control',
    numerator: 'follow-ups.htnControlled',
    denominator: 'follow-ups.htnClassed',
  },
  { ...count, ...words('dmCount'), code: 'dm-follow-ups', numerator: 'follow-ups.dm' },
  {
    ...share,
    ...words('dmControlled'),
    code: 'dm-follow-up-control',
    numerator: 'follow-ups.dmControlled',
    denominator: 'follow-ups.dmClassed',
  },
]
