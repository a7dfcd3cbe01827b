import { defineCapability } from '../../kernel/grammar/capability.ts'
import { texts } from './texts.ts'

export const cockpit = defineCapability({
  name: 'cockpit',
  text: texts.cockpit,
  workflows: [],
  views: [],
  lists: [],
  measures: [],
  indicators: [],
  texts,
  pages: [{ path: '/cockpit', text: texts.cockpit, verb: 'indicators.read', page: () => import('./web/Cockpit.tsx') }],
})
