import { defineCapability } from '../../kernel/grammar/capability.ts'
import { indicators, measures } from './indicators.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { visitView } from './view.ts'
import { visit } from './workflow.ts'

export const visits = defineCapability({
  name: 'visits',
  text: texts.visits,
  workflows: [visit],
  views: [visitView],
  lists,
  measures,
  indicators,
  texts,
  pages: [{ path: '/visits', text: texts.desk, verb: 'visit.receive', page: () => import('./web/Desk.tsx') }],
})
