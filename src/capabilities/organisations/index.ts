import { defineCapability } from '../../kernel/grammar/capability.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { dutyView, organizationView, postView, teamView } from './views.ts'
import { organization, practitioner, roster, team } from './workflows.ts'

export const organisations = defineCapability({
  name: 'organisations',
  text: texts.organisations,
  workflows: [organization, practitioner, team, roster],
  views: [organizationView, postView, teamView, dutyView],
  lists,
  measures: [],
  indicators: [],
  texts,
  pages: [
    { path: '/organizations', text: texts.organizations, verb: 'organization.read', page: () => import('./web/Organizations.tsx') },
    { path: '/practitioners', text: texts.practitioners, verb: 'organization.read', page: () => import('./web/Practitioners.tsx') },
    { path: '/teams', text: texts.teams, verb: 'team.read', page: () => import('./web/Teams.tsx') },
    { path: '/rosters', text: texts.rosters, verb: 'roster.read', page: () => import('./web/Roster.tsx') },
  ],
})
