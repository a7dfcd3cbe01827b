import { defineCapability } from '../../kernel/grammar/capability.ts'
import { texts } from './texts.ts'
import { resident } from './workflow.ts'

export const residents = defineCapability({
  name: 'residents',
  text: texts.residents,
  workflows: [resident],
  views: [],
  lists: [],
  measures: [],
  indicators: [],
  texts,
  pages: [{ path: '/residents', text: texts.residents, verb: 'resident.read', page: () => import('./web/Residents.tsx') }],
})
