import { defineCapability } from '../../kernel/grammar/capability.ts'
import { texts } from './texts.ts'

export const outflow = defineCapability({
  name: 'outflow',
  text: texts.outflow,
  workflows: [],
  views: [],
  lists: [],
  measures: [],
  indicators: [],
  texts,
  pages: [{ path: '/outflow', text: texts.outflow, verb: 'indicators.read', where: 'county', page: () => import('./web/Outflow.tsx') }],
})
