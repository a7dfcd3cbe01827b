import { defineCapability } from '../../kernel/grammar/capability.ts'
import { indicators, measures } from './indicators.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { settlementSumView, settlementView } from './view.ts'

export const insurance = defineCapability({
  name: 'insurance',
  text: texts.insurance,
  workflows: [],
  views: [settlementView, settlementSumView],
  lists,
  measures,
  indicators,
  texts,
  pages: [{ path: '/settlements', text: texts.insurance, verb: 'settlement.read', page: () => import('./web/Settlements.tsx') }],
})
