import type { View } from '../../kernel/grammar/view.ts'
import { ws218System } from './organization/fhir.ts'
import { departmentUrl, roleSystem } from './practitioner/fhir.ts'
import { rosterType } from './roster/fhir.ts'
import { teamRole, villageUrl } from './team/fhir.ts'

const extension = (url: string, value: string) => `extension.where(url = '${url}').value.ofType(${value})`
const organization = (name: string, value: string) => extension(`urn:countywide:organization-${name}`, value)

/** One row an organisation, on its own key, so that "mine and below" finds it. */
export const organizationView: View = {
  definition: {
    name: 'organization',
    resource: 'Organization',
    select: [
      {
        column: [
          { name: 'org', path: 'id', type: 'string' },
          { name: 'at', path: organization('from', 'date'), type: 'date' },
          { name: 'until', path: organization('to', 'date'), type: 'date' },
          { name: 'state', path: "iif(active = false, 'closed', 'active')", type: 'string' },
          { name: 'code', path: 'identifier.first().value', type: 'string' },
          { name: 'name', path: 'name', type: 'string' },
          { name: 'level', path: organization('level', 'code'), type: 'code' },
          { name: 'type', path: `type.coding.where(system = '${ws218System}').code.first()`, type: 'string' },
          { name: 'parent', path: 'partOf.getReferenceKey(Organization)', type: 'string' },
        ],
      },
    ],
  },
}

/** One row a post: a person has as many as there were. */
export const postView: View = {
  definition: {
    name: 'post',
    resource: 'PractitionerRole',
    select: [
      {
        column: [
          { name: 'org', path: 'organization.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'period.start', type: 'dateTime' },
          { name: 'until', path: 'period.end', type: 'string' },
          { name: 'state', path: "iif(active = false, 'ended', 'active')", type: 'string' },
          { name: 'practitioner', path: 'practitioner.getReferenceKey(Practitioner)', type: 'string' },
          { name: 'name', path: 'practitioner.display', type: 'string' },
          { name: 'role', path: `code.coding.where(system = '${roleSystem}').code.first()`, type: 'string' },
          {
            name: 'department',
            path: `${extension(departmentUrl, 'Reference')}.getReferenceKey(Organization)`,
            type: 'string',
          },
        ],
      },
    ],
  },
}

const leads = `participant.where(role.coding.where(system = '${teamRole}' and code = 'leader').exists()).member`
/** One row a team. */
export const teamView: View = {
  definition: {
    name: 'team',
    resource: 'CareTeam',
    where: [{ path: "category.coding.where(code = 'family-doctor').exists()" }],
    select: [
      {
        column: [
          { name: 'org', path: 'managingOrganization.first().getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'period.start', type: 'dateTime' },
          { name: 'state', path: "iif(status = 'active', 'active', 'dissolved')", type: 'string' },
          { name: 'name', path: 'name', type: 'string' },
          { name: 'leader', path: `${leads}.getReferenceKey(Practitioner).first()`, type: 'string' },
          { name: 'leader_name', path: `${leads}.display.first()`, type: 'string' },
          { name: 'members', path: 'participant.count()', type: 'integer' },
          { name: 'villages', path: `extension.where(url = '${villageUrl}').count()`, type: 'integer' },
          { name: 'village_names', path: `extension.where(url = '${villageUrl}').value.ofType(Coding).display.join('、')`, type: 'string' },
        ],
      },
    ],
  },
}

/** One row a duty: who stands where from `at` until `until`. Drafts are not duties. */
export const dutyView: View = {
  definition: {
    name: 'duty',
    resource: rosterType,
    where: [{ path: "state != 'draft'" }],
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'state', path: 'state', type: 'string' },
          { name: 'department', path: 'department', type: 'string' },
        ],
      },
      {
        forEach: 'entries',
        column: [
          { name: 'at', path: 'start', type: 'instant' },
          { name: 'until', path: 'end', type: 'instant' },
          { name: 'shift', path: 'shift', type: 'string' },
          { name: 'practitioner', path: 'practitioner.id', type: 'string' },
          { name: 'practitioner_name', path: 'practitioner.name', type: 'string' },
        ],
      },
    ],
  },
}
