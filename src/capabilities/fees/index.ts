import { defineCapability } from '../../kernel/grammar/capability.ts'
import { indicators } from './indicators.ts'
import { lists } from './lists.ts'
import { measures } from './measures.ts'
import { texts } from './texts.ts'
import { feeView } from './view.ts'

export const fees = defineCapability({
  name: 'fees',
  text: texts.fees,
  workflows: [],
  views: [feeView],
  lists,
  measures,
  indicators,
  texts,
  pages: [{ path: '/fees', text: texts.fees, verb: 'settlement.read', page: () => import('./web/Fees.tsx') }],
})
