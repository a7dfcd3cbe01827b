import { divisionSystem } from '../../fhir/china/divisions.ts'
import type { Resource } from '../../fhir/resource.ts'
import { icd10System } from '../../patterns/codes/systems.ts'
import { ageGroups } from './ages.ts'

const population = 'urn:countywide:population'
export const asOf = 'urn:countywide:as-of'
/** What a characteristic of the group is about. */
export const characteristics = { township: 'township', age: 'age', sex: 'sex' } as const
export type Characteristic = keyof typeof characteristics
const genders = { '1': 'male', '2': 'female' } as const

const ucum = 'http://unitsofmeasure.org'
const years = (value: number) => ({ value, unit: 'a', system: ucum, code: 'a' })

export type Head = {
  id: string
  /** Local day the count is of. */
  day: string
  township: string
  /** First age of a five-year group. */
  age: number
  sex: '1' | '2'
  /** 常住 or 户籍. */
  kind: 'resident' | 'registered'
  persons: number
}

/** How many persons of a township, age group and sex there are on a day: an R4 Group without members. */
export function populationGroup({ id, day, township, age, sex, kind, persons }: Head): Resource {
  const group = ageGroups.find(({ from }) => from === age)
  const has = (what: Characteristic, value: object) => ({
    code: { coding: [{ system: population, code: what }] },
    ...value,
    exclude: false,
  })
  return {
    resourceType: 'Group',
    id,
    extension: [{ url: asOf, valueDate: day }],
    active: true,
    type: 'person',
    actual: true,
    code: { coding: [{ system: population, code: kind }] },
    quantity: persons,
    characteristic: [
      has('township', { valueCodeableConcept: { coding: [{ system: divisionSystem, code: township }] } }),
      has('age', { valueRange: { low: years(age), ...(group?.to === undefined ? {} : { high: years(group.to) }) } }),
      has('sex', { valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code: genders[sex] }] } }),
    ],
  }
}

/** Underlying cause of death, chosen by a person; place of death (LOINC, as the VRDR guide of HL7 uses them). */
export const underlyingCause = '80359-3'
export const placeOfDeath = '58332-8'
export const immediateCause = 'urn:countywide:immediate-cause'
export const townshipOfDeath = 'urn:countywide:township'
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })

export type Cause = { code: string; name?: string | undefined }
export type Death = {
  id: string
  number: string
  patient: string
  /** Who wrote the card. */
  organization: string
  /** FHIR dateTime, to the minute where it is known. */
  at: string
  underlying: Cause
  immediate?: Cause | undefined
  place?: string | undefined
  township?: string | undefined
}

/** A death card (居民死亡医学证明, standards part 13.4): one Observation whose value is the underlying cause. */
export function deathObservation(d: Death): Resource {
  const cause = ({ code, name }: Cause) => ({ coding: [{ system: icd10System, code, ...(name ? { display: name } : {}) }] })
  const component = [
    ...(d.place
      ? [{ code: loinc(placeOfDeath), valueCodeableConcept: { coding: [{ system: 'urn:countywide:place-of-death', code: d.place }] } }]
      : []),
    ...(d.immediate
      ? [{ code: { coding: [{ system: immediateCause, code: 'immediate' }] }, valueCodeableConcept: cause(d.immediate) }]
      : []),
  ]
  return {
    resourceType: 'Observation',
    id: d.id,
    ...(d.township ? { extension: [{ url: townshipOfDeath, valueCode: d.township }] } : {}),
    identifier: [{ system: `urn:countywide:death-card:${d.organization}`, value: d.number }],
    status: 'final',
    code: loinc(underlyingCause),
    subject: { reference: `Patient/${d.patient}` },
    effectiveDateTime: d.at,
    performer: [{ reference: `Organization/${d.organization}` }],
    valueCodeableConcept: cause(d.underlying),
    ...(component.length ? { component } : {}),
  }
}
