import type { Resource } from '../../fhir/resource.ts'
import type { Resident } from './shape.ts'

/** 身份证 OID root (standards part 14.5). */
export const idCardSystem = 'urn:oid:2.16.156.10011.1.3'
export const maritalSystem = 'urn:countywide:gb-t-2261.2'
/** What R4 has no element for: the extension of each, and the type of its value. */
export const residentExtensions = {
  township: ['urn:countywide:township', 'Code'],
  village: ['urn:countywide:village', 'Code'],
  household: ['urn:countywide:household', 'String'],
  relation: ['urn:countywide:household-relation', 'Code'],
  resident: ['urn:countywide:resident', 'Boolean'],
  registered: ['urn:countywide:registered', 'Boolean'],
  movedIn: ['urn:countywide:moved-in', 'Date'],
  movedOut: ['urn:countywide:moved-out', 'Date'],
  insurance: ['urn:countywide:insurance', 'Code'],
  nation: ['urn:countywide:nation', 'Code'],
} as const
const extended = Object.keys(residentExtensions) as (keyof typeof residentExtensions)[]
type Telecom = { system?: string; value?: string }

/** A resident as one institution knows him ↔ Patient. The binding to a person lies in the record's person table, not here. */
export function toFhir(r: Resident): Resource[] {
  const phone = (value: string) => [{ system: 'phone', value }]
  const extension = extended.flatMap((name) => {
    const [url, type] = residentExtensions[name]
    return r[name] === undefined ? [] : [{ url, [`value${type}`]: r[name] }]
  })
  return [
    {
      resourceType: 'Patient',
      id: r.id,
      ...(extension.length ? { extension } : {}),
      ...(r.idCard ? { identifier: [{ system: idCardSystem, value: r.idCard }] } : {}),
      active: r.state !== 'entered-in-error',
      name: [{ text: r.name }],
      ...(r.phone ? { telecom: phone(r.phone) } : {}),
      gender: r.sex,
      ...(r.birthDate ? { birthDate: r.birthDate } : {}),
      ...(r.state === 'deceased' ? (r.diedOn ? { deceasedDateTime: r.diedOn } : { deceasedBoolean: true }) : {}),
      ...(r.address ? { address: [{ text: r.address }] } : {}),
      ...(r.marital ? { maritalStatus: { coding: [{ system: maritalSystem, code: r.marital }] } } : {}),
      ...(r.contactName || r.contactPhone
        ? {
            contact: [
              {
                ...(r.contactName ? { name: { text: r.contactName } } : {}),
                ...(r.contactPhone ? { telecom: phone(r.contactPhone) } : {}),
              },
            ],
          }
        : {}),
      managingOrganization: { reference: `Organization/${r.organization}` },
    },
  ]
}

export function fromFhir([p]: readonly Resource[]): Resident {
  const patient = p!
  const extensions = (patient['extension'] as ({ url: string } & Record<string, unknown>)[] | undefined) ?? []
  const extension = (name: keyof typeof residentExtensions) => {
    const [url, type] = residentExtensions[name]
    return extensions.find((e) => e.url === url)?.[`value${type}`]
  }
  const first = <T>(name: string) => (patient[name] as T[] | undefined)?.[0]
  const phoneOf = (telecom?: Telecom[]) => telecom?.find((t) => t.system === 'phone')?.value
  const contact = first<{ name?: { text?: string }; telecom?: Telecom[] }>('contact')
  const died = patient['deceasedDateTime'] as string | undefined
  const optional = {
    birthDate: patient['birthDate'] as string | undefined,
    idCard: (patient['identifier'] as { system?: string; value?: string }[] | undefined)?.find((i) => i.system === idCardSystem)?.value,
    phone: phoneOf(patient['telecom'] as Telecom[] | undefined),
    ...Object.fromEntries(extended.map((name) => [name, extension(name)])),
    marital: (patient['maritalStatus'] as { coding?: { system?: string; code?: string }[] } | undefined)?.coding?.find(
      ({ system }) => system === maritalSystem,
    )?.code,
    address: first<{ text?: string }>('address')?.text,
    contactName: contact?.name?.text,
    contactPhone: phoneOf(contact?.telecom),
    diedOn: died?.slice(0, 10),
  }
  return {
    id: patient.id!,
    state: patient['active'] === false ? 'entered-in-error' : died || patient['deceasedBoolean'] === true ? 'deceased' : 'active',
    name: first<{ text?: string }>('name')?.text ?? '',
    sex: (patient['gender'] as Resident['sex'] | undefined) ?? 'unknown',
    organization: (patient['managingOrganization'] as { reference?: string } | undefined)?.reference?.split('/')[1] ?? '',
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<Resident>),
  }
}
