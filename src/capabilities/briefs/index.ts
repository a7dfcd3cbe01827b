import { defineCapability } from '../../kernel/grammar/capability.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { briefView } from './view.ts'
import { brief } from './workflow.ts'

export const briefs = defineCapability({
  name: 'briefs',
  text: texts.briefs,
  workflows: [brief],
  views: [briefView],
  lists,
  measures: [],
  indicators: [],
  texts,
  pages: [{ path: '/briefs', text: texts.briefs, verb: 'brief.read', page: () => import('./web/Briefs.tsx') }],
})
