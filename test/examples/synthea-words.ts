import { LosslessNumber, stringify } from 'lossless-json'

export type Json = { [name: string]: unknown }

/** A stream of numbers from 0 to 1, the same for the same seed (Mulberry32). */
export function randomness(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const coding = (system: string, code: string, display?: string): Json => ({ system, code, ...(display ? { display } : {}) })
export const concept = (system: string, code: string, text: string): Json => ({ coding: [coding(system, code, text)], text })
export const snomed = (code: string, text: string) => concept('http://snomed.info/sct', code, text)
export const loinc = (code: string, text: string) => concept('http://loinc.org', code, text)
/** A code of HL7's terminology without a text. */
export const terminology = (name: string, code: string, display?: string): Json => ({
  coding: [coding(`http://terminology.hl7.org/CodeSystem/${name}`, code, display)],
})
export const core = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-'
export const profiled = (name: string): Json => ({ meta: { profile: [core + name] } })
export const npi = 'http://hl7.org/fhir/sid/us-npi'
export const registry = 'https://github.com/synthetichealth/synthea'
export const decimal = (text: string) => new LosslessNumber(text)
export const base64 = (text: string) => Buffer.from(text).toString('base64')
export const written = (bundle: Json): string => stringify(bundle, undefined, 2)!

/** Entries of a Bundle that is made, with what is random in it; the same for the same seed. */
export type Maker = {
  entries: Json[]
  uuid(): string
  /** A double as Java prints it, of up to sixteen digits. */
  double(from: number, to: number): LosslessNumber
  cents(from: number, to: number): LosslessNumber
  /** A dotted number as DICOM has them. */
  uid(): string
  /** Adds a resource and answers the reference to it. */
  add(resource: Json, id?: string): Json
}

/** Types that each hospital has once, whoever sends them: made only where their identifier is not known. */
const once = new Set(['Organization', 'Location', 'Practitioner'])

export function maker(seed: number): Maker {
  const random = randomness(seed)
  const entries: Json[] = []
  const uuid = () => {
    const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-')
  }
  return {
    entries,
    uuid,
    double: (from, to) => decimal(String(from + random() * (to - from))),
    cents: (from, to) => decimal((from + random() * (to - from)).toFixed(2)),
    uid: () => `1.2.840.99999999.${Math.floor(random() * 1e8)}.${Math.floor(random() * 1e12)}`,
    add: (resource, id = uuid()) => {
      const url = resource['resourceType'] as string
      const [first] = (resource['identifier'] ?? []) as { system: string; value: string }[]
      const request = {
        method: 'POST',
        url,
        ...(once.has(url) && first ? { ifNoneExist: `identifier=${first.system}|${first.value}` } : {}),
      }
      entries.push({ fullUrl: `urn:uuid:${id}`, resource: { resourceType: url, id, ...resource }, request })
      return { reference: `urn:uuid:${id}` }
    },
  }
}
