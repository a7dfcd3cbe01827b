import type { Resource } from '../../fhir/resource.ts'
import { icd9InsuranceSystem, icd9System, icd10InsuranceSystem } from '../../patterns/codes/systems.ts'
import { type CostPart, partNames } from './cost.ts'
import { type Admission, Details, type Said } from './shape.ts'

export type Ext = { url: string } & Record<string, unknown>
export type Coding = { system?: string; code?: string; display?: string }
export type Concept = { coding?: Coding[]; text?: string }
export type Reference = { reference?: string; display?: string }

export const reference = (type: string, id: string) => ({ reference: `${type}/${id}` })
export const keyOf = (one: unknown) => (one as Reference | undefined)?.reference?.split('/')[1] ?? ''
export const extensionsOf = (of: unknown) => ((of as { extension?: Ext[] } | undefined)?.extension ?? []) as readonly Ext[]
/** An element that is left out when there is nothing to say. */
export const put = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V }

/** The stay and its institution, as every Condition and Procedure of it names them. */
export const organizationUrl = 'urn:countywide:organization'
export const common = (a: Pick<Admission, 'id' | 'patient' | 'organization'>) => ({
  subject: reference('Patient', a.patient),
  encounter: reference('Encounter', a.id),
  extension: [{ url: organizationUrl, valueReference: reference('Organization', a.organization) }] as Ext[],
})

const insuranceSystem = (system: string) => (system === icd9System ? icd9InsuranceSystem : icd10InsuranceSystem)
const coding = (system: string, { code, name }: { code: string; name?: string | undefined }) => ({ system, code, ...put('display', name) })
/**
 * A code and the page's words ↔ CodeableConcept; words that only repeat the code's own name are left out. A code nobody has translated is of the institution's own system;
 * the insurance's stands beside it, behind.
 */
export const concept = (system: string, local: string, { coded, text }: Said): Concept => ({
  ...(coded && {
    coding: [coding(coded.local ? local : system, coded), ...(coded.insurance ? [coding(insuranceSystem(system), coded.insurance)] : [])],
  }),
  ...(text === (coded?.name ?? coded?.code) ? {} : { text }),
})
export function said(system: string, { coding, text }: Concept = {}): Said {
  const { code, display, system: own } = coding?.[0] ?? {}
  const beside = coding?.find((one) => one.system === insuranceSystem(system))
  const insurance = beside?.code === undefined ? undefined : { code: beside.code, ...put('name', beside.display) }
  return {
    text: text ?? display ?? code ?? '',
    ...(code === undefined
      ? {}
      : { coded: { code, ...put('name', display), ...(own === system ? {} : { local: true as const }), ...put('insurance', insurance) } }),
  }
}

const money = (fen: number) => ({ value: fen / 100, currency: 'CNY' })
const fenOf = (value: unknown) => {
  const { value: yuan } = (value ?? {}) as { value?: number }
  return yuan === undefined ? undefined : Math.round(yuan * 100)
}

/** The whole cost of a visit or stay, wherever its Encounter comes from (a visit, a settlement outside the county). */
export const totalUrl = 'urn:countywide:total-cost'
export const costUrl = 'urn:countywide:front-page-cost'
/** Cost ↔ the total, and one extension with a Money a part; a part of zero that is contained in no other is left out, since the parts add up to the total. */
export function costToFhir({ totalFen, selfFen, parts }: Admission['cost']): Ext[] {
  const of = (url: string, fen: number | undefined): Ext[] => (fen === undefined ? [] : [{ url, valueMoney: money(fen) }])
  const total = { url: totalUrl, valueMoney: money(totalFen) }
  if (selfFen === undefined && !parts) return [total]
  const given = parts ? [{ url: 'parted', valueBoolean: true }, ...partNames.flatMap((part) => of(part, parts[part]))] : []
  return [total, { url: costUrl, extension: [...of('self', selfFen), ...given] }]
}
export function costFromFhir(encounter: Resource): Admission['cost'] {
  const extensions = extensionsOf(encounter)
  const given = extensionsOf(extensions.find((e) => e.url === costUrl))
  const of = (url: string) => fenOf(given.find((e) => e.url === url)?.['valueMoney'])
  const parts = partNames.flatMap((part): [CostPart, number][] => {
    const fen = of(part)
    return fen === undefined ? [] : [[part, fen]]
  })
  return {
    totalFen: fenOf(extensions.find((e) => e.url === totalUrl)?.['valueMoney']) ?? 0,
    ...put('selfFen', of('self')),
    ...(given.some((e) => e.url === 'parted') ? { parts: Object.fromEntries(parts) } : {}),
  }
}

/** Details ↔ one extension with a value each, of the type its shape says. */
export const detailsUrl = 'urn:countywide:front-page'
const detailTypes = Object.entries(Details.shape).map(([name, shape]) => {
  const { type, format } = shape.unwrap().def as { type: string; format?: string }
  return [name as keyof Details, type === 'enum' ? 'Code' : type === 'number' ? 'Integer' : format === 'date' ? 'Date' : 'String'] as const
})
export const detailsToFhir = (details: Details): Ext[] =>
  detailTypes.flatMap(([url, type]) => (details[url] === undefined ? [] : [{ url, [`value${type}`]: details[url] }]))
export function detailsFromFhir(encounter: Resource): Details {
  const given = extensionsOf(extensionsOf(encounter).find((e) => e.url === detailsUrl))
  const found = detailTypes.flatMap(([url, type]) => given.filter((e) => e.url === url).map((e) => [url, e[`value${type}`]] as const))
  return Object.fromEntries(found) as Details
}
