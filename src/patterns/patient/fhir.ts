import type { Resource } from '../../fhir/resource.ts'
import type { Resident } from './shape.ts'

/** 身份证 OID root (standards part 14.5). */
export const idCardSystem = 'urn:oid:2.16.156.10011.1.3'
const townshipUrl = 'urn:countywide:township'
const villageUrl = 'urn:countywide:village'
type Telecom = { system?: string; value?: string }

/** A resident as one institution knows him ↔ Patient. The binding to a person lies in the record's person table, not here. */
export function toFhir(r: Resident): Resource[] {
  const phone = (value: string) => [{ system: 'phone', value }]
  const extension = [
    ...(r.township ? [{ url: townshipUrl, valueCode: r.township }] : []),
    ...(r.village ? [{ url: villageUrl, valueCode: r.village }] : []),
  ]
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
  const extension = (url: string) =>
    (patient['extension'] as { url: string; valueCode?: string }[] | undefined)?.find((e) => e.url === url)?.valueCode
  const first = <T>(name: string) => (patient[name] as T[] | undefined)?.[0]
  const phoneOf = (telecom?: Telecom[]) => telecom?.find((t) => t.system === 'phone')?.value
  const contact = first<{ name?: { text?: string }; telecom?: Telecom[] }>('contact')
  const died = patient['deceasedDateTime'] as string | undefined
  const optional = {
    birthDate: patient['birthDate'] as string | undefined,
    idCard: (patient['identifier'] as { system?: string; value?: string }[] | undefined)?.find((i) => i.system === idCardSystem)?.value,
    phone: phoneOf(patient['telecom'] as Telecom[] | undefined),
    township: extension(townshipUrl),
    village: extension(villageUrl),
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
