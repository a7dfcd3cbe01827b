import { readIdCard } from '../../../../fhir/china/id-card.ts'
import type { Resource } from '../../../../fhir/resource.ts'
import { toFhir } from '../../../../patterns/patient/fhir.ts'
import type { Resident } from '../../../../patterns/patient/shape.ts'
import type { ReadContext, Refuse, Row } from '../../kind.ts'
import { canonical } from './builders.ts'
import { type columns, personColumns } from './columns.ts'

type FrontRow = Row<typeof columns>
const genders = { 1: 'male', 2: 'female' } as const
const chinese = /^(中国|中国籍|CHN|CN|156)$/i

/** What the page says of the person that a resident's card has no place for, and the type of its value. */
const extras = {
  GJ: ['urn:countywide:nationality', 'String'],
  CSD: ['urn:countywide:birthplace', 'String'],
  GG: ['urn:countywide:native-place', 'String'],
  ZY: ['urn:countywide:occupation', 'Code'],
  HKDZ: ['urn:countywide:registered-address', 'String'],
  YB2: ['urn:countywide:registered-postcode', 'String'],
  GZDWJDZ: ['urn:countywide:employer', 'String'],
  DWDH: ['urn:countywide:employer-phone', 'String'],
  YB3: ['urn:countywide:employer-postcode', 'String'],
  DZ: ['urn:countywide:contact-address', 'String'],
  YB1: ['urn:countywide:postcode', 'String'],
} as const satisfies Partial<Record<keyof FrontRow, readonly [string, string]>>

/** Who the page is about: by his ID number where it is one; the page may also carry a foreigner's passport. */
export function personOf(row: FrontRow, { today }: ReadContext, refuse: Refuse<typeof columns>) {
  const sex = row.XB === '1' || row.XB === '2' ? genders[row.XB] : ('unknown' as const)
  const person = { sex, birthDate: row.CSRQ }
  const card = row.SFZH === undefined ? undefined : readIdCard(row.SFZH, today)
  if (!card) return person
  if (!card.ok) {
    if (row.GJ === undefined || chinese.test(row.GJ))
      refuse('SFZH', `id-card.${card.reason}`, ['身份证号不正确，没有时请留空', 'Not a valid ID number: leave it empty when there is none'])
    return person
  }
  if (sex !== 'unknown' && sex !== card.sex) refuse('XB', 'id-card.sex', ['与身份证号不符', 'Does not agree with the ID number'])
  // a day or a month apart is the lunar calendar or a slip; years apart is somebody else's number (a parent's), which would make two persons one
  if (Math.abs(Date.parse(card.birthDate) - Date.parse(row.CSRQ)) > 366 * 86_400_000)
    refuse('CSRQ', 'id-card.birth', [
      '与身份证号相差一年以上，可能是他人证件',
      "More than a year from the ID number's: perhaps somebody else's number",
    ])
  return { ...person, idCard: card.value }
}

/**
 * The Patient as the hospital's page knows him. Not owned by the residents' workflow, whose card would drop occupation, employer and the addresses when somebody amends it:
 * it belongs to the stay, and changes when a page says something else.
 */
export function patientOf(row: FrontRow, id: string, person: ReturnType<typeof personOf> & { idCard?: string }): Resource {
  const organization = row.USERNAME
  const resident: Resident = {
    id,
    state: 'active',
    name: row.XM,
    sex: person.sex,
    birthDate: row.CSRQ,
    organization,
    ...given('idCard', person.idCard),
    ...given('phone', row.DH),
    ...given('address', row.XZZ),
    ...given('contactName', row.LXRXM),
    ...given('contactPhone', row.DH2),
    ...given('nation', row.MZ === undefined ? undefined : (canonical(personColumns.MZ, row.MZ) as NonNullable<Resident['nation']>)),
    ...given('marital', row.HY === undefined ? undefined : (canonical(personColumns.HY, row.HY) as NonNullable<Resident['marital']>)),
  }
  const patient = toFhir(resident)[0]!
  const identifiers = [
    ...((patient['identifier'] as unknown[] | undefined) ?? []),
    ...(row.SFZH && !person.idCard ? [{ system: 'urn:countywide:other-id', value: row.SFZH }] : []),
    ...(row.JKKH ? [{ system: 'urn:oid:2.16.156.10011.1.19', value: row.JKKH }] : []),
    { system: `urn:countywide:record-number:${organization}`, value: row.BAH },
  ]
  const more = Object.entries(extras).flatMap(([key, [url, type]]): { url: string; [value: string]: unknown }[] => {
    const value = row[key as keyof typeof extras]
    return value === undefined ? [] : [{ url, [`value${type}`]: value }]
  })
  if (row.XB === '9') more.push({ url: 'urn:countywide:sex', valueCode: row.XB })
  if (row.GX) more.push({ url: 'urn:countywide:contact-relation', valueCode: row.GX })
  const extension = [...((patient['extension'] as unknown[] | undefined) ?? []), ...more]
  return { ...patient, ...(extension.length ? { extension } : {}), identifier: identifiers }
}
const given = <K extends string, V>(name: K, value: V | undefined) => (value === undefined ? {} : { [name]: value }) as { [P in K]?: V }
