import { defineCapability } from '../../kernel/grammar/capability.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { filingView } from './view.ts'
import { filing } from './workflow.ts'

export const filings = defineCapability({
  name: 'filings',
  text: texts.filings,
  workflows: [filing],
  views: [filingView],
  lists,
  measures: [],
  indicators: [],
  texts,
  pages: [{ path: '/filings', text: texts.filings, verb: 'filing.read', page: () => import('./web/Filings.tsx') }],
})
