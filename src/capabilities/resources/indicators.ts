import type { Indicator } from '../../kernel/grammar/measure.ts'
import { appraisalIndicators } from './appraisal-indicators.ts'
import { bedIndicators } from './bed-indicators.ts'
import { consortiumIndicators } from './consortium-indicators.ts'
import { financeIndicators } from './finance-indicators.ts'
import { staffIndicators } from './staff-indicators.ts'

export { measures } from './measures.ts'
export const indicators: readonly Indicator[] = [
  ...consortiumIndicators,
  ...staffIndicators,
  ...bedIndicators,
  ...financeIndicators,
  ...appraisalIndicators,
]
