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
  pages: [
    { path: '/chronic', text: texts.registers, verb: 'chronic_register.read', page: () => import('./web/Registers.tsx') },
    { path: '/follow-ups', text: texts.followUps, verb: 'follow_up.read', page: () => import('./web/FollowUps.tsx') },
  ],
})
