import { defineCapability } from '../../kernel/grammar/capability.ts'
import { indicators, measures } from './indicators.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { followUpView, registerView } from './views.ts'

export const chronic = defineCapability({
  name: 'chronic',
  text: texts.chronic,
  workflows: [],
  views: [registerView, followUpView],
  lists,
  measures,
  indicators,
  texts,
  pages: [{ path: '/chronic', text: texts.chronic, verb: 'chronic_register.read', page: () => import('./web/Chronic.tsx') }],
})
