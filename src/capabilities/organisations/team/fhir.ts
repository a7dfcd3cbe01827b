import type { Resource } from '../../../fhir/resource.ts'
import type { CareTeam } from '../../../fhir/types.ts'
import { defined, extensionOf, extensionsOf, idOf, periodOf, present, refTo } from '../fhir.ts'
import type { Team } from './shape.ts'

export const villageUrl = 'urn:countywide:village-served'
const divisionSystem = 'urn:countywide:division'
const nameEnUrl = 'urn:countywide:name-en'
const reasonUrl = 'urn:countywide:reason'
export const teamRole = 'urn:countywide:team-role'
const category = { coding: [{ system: 'urn:countywide:team', code: 'family-doctor', display: '家庭医生团队' }] }

/** Team → CareTeam without a subject: it serves villages, not one patient. */
export function toFhir(t: Team): Resource[] {
  const role = (id: string) => [{ coding: [{ system: teamRole, code: id === t.leader ? 'leader' : 'member' }] }]
  return [
    defined({
      resourceType: 'CareTeam',
      id: t.id,
      extension: [
        ...(t.nameEn === undefined ? [] : [{ url: nameEnUrl, valueString: t.nameEn }]),
        ...t.villages.map((v) => ({ url: villageUrl, valueCoding: { system: divisionSystem, code: v.code, display: v.name } })),
        ...(t.reason === undefined ? [] : [{ url: reasonUrl, valueString: t.reason }]),
      ],
      status: t.state === 'active' ? 'active' : 'inactive',
      category: [category],
      name: t.name,
      period: periodOf(t.from, t.to),
      participant: t.members.map((m) => ({ role: role(m.id), member: { ...refTo('Practitioner', m.id), display: m.name } })),
      managingOrganization: [refTo('Organization', t.organization)],
    }),
  ]
}

export function fromFhir([document]: readonly Resource[]): Team {
  const t = document as unknown as CareTeam
  const people = (t.participant ?? []).map((p) => ({
    id: idOf(p.member) ?? '',
    name: p.member?.display ?? '',
    leads: p.role?.some((r) => r.coding?.some((c) => c.system === teamRole && c.code === 'leader')),
  }))
  return present({
    id: t.id!,
    state: t.status === 'active' ? ('active' as const) : ('dissolved' as const),
    name: t.name ?? '',
    nameEn: extensionOf(t, nameEnUrl)?.valueString,
    organization: idOf(t.managingOrganization?.[0]) ?? '',
    leader: (people.find((p) => p.leads) ?? people[0])?.id ?? '',
    members: people.map(({ id, name }) => ({ id, name })),
    villages: extensionsOf(t, villageUrl).map(({ valueCoding }) => ({ code: valueCoding?.code ?? '', name: valueCoding?.display ?? '' })),
    from: t.period?.start ?? '1900-01-01',
    to: t.period?.end,
    reason: extensionOf(t, reasonUrl)?.valueString,
  })
}
