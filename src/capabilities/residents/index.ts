import { defineCapability } from '../../kernel/grammar/capability.ts'
import { identityList, identityView } from './identity/view.ts'
import { identity } from './identity/workflow.ts'
import { texts } from './texts.ts'
import { resident } from './workflow.ts'

export const residents = defineCapability({
  name: 'residents',
  text: texts.residents,
  workflows: [resident, identity],
  views: [identityView],
  lists: [identityList],
  measures: [],
  indicators: [],
  texts,
  pages: [
    { path: '/residents', text: texts.residents, verb: 'resident.read', page: () => import('./web/Residents.tsx') },
    { path: '/identities', text: texts.identities, verb: 'identity.read', page: () => import('./web/Identities.tsx') },
  ],
})
