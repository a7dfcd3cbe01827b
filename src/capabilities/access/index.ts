import { defineCapability } from '../../kernel/grammar/capability.ts'
import { texts } from './texts.ts'

/** Who may do what, and who did what. No cases of its own: the pages stand on the administration routes of the server. */
export const access = defineCapability({
  name: 'access',
  text: texts.access,
  workflows: [],
  views: [],
  lists: [],
  measures: [],
  indicators: [],
  texts,
  pages: [
    { path: '/accounts', text: texts.accounts, verb: 'accounts.read', page: () => import('./web/Accounts.tsx') },
    { path: '/roles', text: texts.roles, verb: 'accounts.read', page: () => import('./web/Roles.tsx') },
    { path: '/clients', text: texts.clients, verb: 'client.read', page: () => import('./web/Clients.tsx') },
    { path: '/audit', text: texts.audit, verb: 'audit.read', page: () => import('./web/Audit.tsx') },
  ],
})
