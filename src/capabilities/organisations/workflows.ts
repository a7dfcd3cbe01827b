import { workflowOf } from '../../kernel/grammar/capability.ts'
import { fromFhir as organizationFromFhir, toFhir as organizationToFhir } from './organization/fhir.ts'
import { operations as organizationOperations } from './organization/operations.ts'
import { Organization } from './organization/shape.ts'
import { stories as organizationStories } from './organization/stories.ts'
import { documents, fromFhir as practitionerFromFhir, toFhir as practitionerToFhir } from './practitioner/fhir.ts'
import { operations as practitionerOperations } from './practitioner/operations.ts'
import { Practitioner } from './practitioner/shape.ts'
import { stories as practitionerStories } from './practitioner/stories.ts'
import { fromFhir as rosterFromFhir, toFhir as rosterToFhir, rosterType } from './roster/fhir.ts'
import { operations as rosterOperations } from './roster/operations.ts'
import { Roster } from './roster/shape.ts'
import { stories as rosterStories } from './roster/stories.ts'
import { fromFhir as teamFromFhir, toFhir as teamToFhir } from './team/fhir.ts'
import { operations as teamOperations } from './team/operations.ts'
import { Team } from './team/shape.ts'
import { stories as teamStories } from './team/stories.ts'
import { texts } from './texts.ts'

export const organization = workflowOf<Organization>()({
  kind: {
    name: 'organization',
    text: texts.organization,
    shape: Organization,
    states: { active: { text: texts.active, colour: 'green' }, closed: { text: texts.closed, colour: 'grey' } },
    documents: (id) => [{ type: 'Organization', id }],
    toFhir: organizationToFhir,
    fromFhir: organizationFromFhir,
  },
  operations: organizationOperations,
  stories: organizationStories,
})

export const practitioner = workflowOf<Practitioner>()({
  kind: {
    name: 'practitioner',
    text: texts.practitioner,
    shape: Practitioner,
    states: { active: { text: texts.atWork, colour: 'green' }, left: { text: texts.left, colour: 'grey' } },
    documents,
    toFhir: practitionerToFhir,
    fromFhir: practitionerFromFhir,
  },
  operations: practitionerOperations,
  stories: practitionerStories,
})

export const team = workflowOf<Team>()({
  kind: {
    name: 'team',
    text: texts.team,
    shape: Team,
    states: { active: { text: texts.active, colour: 'green' }, dissolved: { text: texts.dissolved, colour: 'grey', final: true } },
    documents: (id) => [{ type: 'CareTeam', id }],
    toFhir: teamToFhir,
    fromFhir: teamFromFhir,
  },
  operations: teamOperations,
  stories: teamStories,
})

export const roster = workflowOf<Roster>()({
  kind: {
    name: 'roster',
    text: texts.roster,
    shape: Roster,
    states: {
      draft: { text: texts.draft, colour: 'orange' },
      published: { text: texts.published, colour: 'green' },
      closed: { text: texts.rosterClosed, colour: 'grey', final: true },
    },
    documents: (id) => [{ type: rosterType, id }],
    toFhir: rosterToFhir,
    fromFhir: rosterFromFhir,
  },
  operations: rosterOperations,
  stories: rosterStories,
})
