import type { Resource } from '../../../fhir/resource.ts'
import type { Extension, Organization as Fhir } from '../../../fhir/types.ts'
import { defined, extensionOf, extensionsOf, idOf, present, refTo } from '../fhir.ts'
import type { Organization } from './shape.ts'

/** Names that the record reads too (record/organizations.ts, `nodeOf`); the mapping test holds both together. */
const url = (name: string) => `urn:countywide:organization-${name}`
export const institutionCodeSystem = 'urn:countywide:institution-code'
export const ws218System = 'urn:countywide:ws218'
/** 医疗机构诊疗科目名录 codes of clinical departments. */
export const subjectSystem = 'urn:countywide:clinical-subject'

const reference = (name: string, id: string | undefined): Extension[] =>
  id === undefined ? [] : [{ url: url(name), valueReference: refTo('Organization', id) }]
const text = (name: string, value: string | undefined): Extension[] => (value === undefined ? [] : [{ url: url(name), valueString: value }])
const count = (name: string, value: number | undefined): Extension[] =>
  value === undefined ? [] : [{ url: url(name), valueUnsignedInt: value }]

/** Organisation → Organization. R4 has no period, level or successor of an organisation: extensions. */
export function toFhir(o: Organization): Resource[] {
  const system = o.level === 'department' ? subjectSystem : ws218System
  return [
    defined({
      resourceType: 'Organization',
      id: o.id,
      extension: [
        { url: url('level'), valueCode: o.level },
        { url: url('from'), valueDate: o.from },
        ...(o.to === undefined ? [] : [{ url: url('to'), valueDate: o.to }]),
        ...text('grade', o.grade),
        ...text('division', o.township),
        ...text('village', o.village),
        ...reference('lead', o.lead),
        ...o.successors.flatMap((id) => reference('successor', id)),
        ...count('beds', o.beds),
        ...count('population-served', o.populationServed),
        ...text('reason', o.reason),
      ],
      identifier: [{ system: institutionCodeSystem, value: o.code }],
      active: o.state === 'active',
      type: o.type === undefined ? undefined : [{ coding: [{ system, code: o.type }] }],
      name: o.name,
      alias: o.nameEn === undefined ? undefined : [o.nameEn],
      partOf: o.parent === undefined ? undefined : refTo('Organization', o.parent),
    }),
  ]
}

/** Organization → organisation. One that another system wrote counts as an institution that always was. */
export function fromFhir([document]: readonly Resource[]): Organization {
  const o = document as unknown as Fhir
  const get = (name: string) => extensionOf(o, url(name))
  const system = get('level')?.valueCode === 'department' ? subjectSystem : ws218System
  return present({
    id: o.id!,
    state: o.active === false ? ('closed' as const) : ('active' as const),
    code: o.identifier?.find((i) => i.system === institutionCodeSystem)?.value ?? o.id!,
    name: o.name ?? o.id!,
    nameEn: o.alias?.[0],
    level: (get('level')?.valueCode ?? 'institution') as Organization['level'],
    type: o.type?.flatMap((t) => t.coding ?? []).find((c) => c.system === system)?.code,
    grade: get('grade')?.valueString,
    parent: idOf(o.partOf),
    lead: idOf(get('lead')?.valueReference),
    township: get('division')?.valueString,
    village: get('village')?.valueString,
    beds: get('beds')?.valueUnsignedInt,
    populationServed: get('population-served')?.valueUnsignedInt,
    from: get('from')?.valueDate ?? '1900-01-01',
    to: get('to')?.valueDate,
    successors: extensionsOf(o, url('successor')).flatMap((e) => idOf(e.valueReference) ?? []),
    reason: get('reason')?.valueString,
  })
}
