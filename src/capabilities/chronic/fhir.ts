import type { Resource } from '../../fhir/resource.ts'
import type { diseases, registerStates } from './codes.ts'
import { type Measurement, measurements } from './measurements.ts'

export const diseaseSystem = 'urn:countywide:chronic-disease'
export const registerExtensions = {
  state: 'urn:countywide:register-state',
  diagnosed: 'urn:countywide:diagnosed-on',
  level: 'urn:countywide:register-level',
} as const
export type Disease = keyof typeof diseases
export type RegisterState = keyof typeof registerStates

/** R4 knows fewer states: who is lost is on hold, who moved away, died or was struck off is finished. */
const status: Readonly<Record<RegisterState, string>> = { '1': 'active', '2': 'onhold', '3': 'finished', '4': 'finished', '9': 'finished' }

export type Register = {
  id: string
  number: string
  patient: string
  organization: string
  disease: Disease
  from: string
  to?: string | undefined
  diagnosed?: string | undefined
  state: RegisterState
  level?: string | undefined
  doctor?: string | undefined
}

/** A patient's entry in the register of a chronic disease: one EpisodeOfCare. */
export const registerEpisode = (r: Register): Resource => ({
  resourceType: 'EpisodeOfCare',
  id: r.id,
  extension: [
    { url: registerExtensions.state, valueCode: r.state },
    ...(r.diagnosed ? [{ url: registerExtensions.diagnosed, valueDate: r.diagnosed }] : []),
    ...(r.level ? [{ url: registerExtensions.level, valueString: r.level }] : []),
  ],
  identifier: [{ system: `urn:countywide:chronic-register:${r.organization}`, value: r.number }],
  status: status[r.state],
  type: [{ coding: [{ system: diseaseSystem, code: r.disease }] }],
  patient: { reference: `Patient/${r.patient}` },
  managingOrganization: { reference: `Organization/${r.organization}` },
  period: { start: r.from, ...(r.to ? { end: r.to } : {}) },
  ...(r.doctor ? { careManager: { display: r.doctor } } : {}),
})

export const followUpSystem = 'urn:countywide:follow-up'
export const methodSystem = 'urn:countywide:follow-up-method'
export const adherenceSystem = 'urn:countywide:medication-adherence'
export const resultSystem = 'urn:countywide:follow-up-result'
export const nextExtension = 'urn:countywide:next-follow-up'
/** HL7's own: the episode of care that something belongs to. */
export const episodeExtension = 'http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare'

export type FollowUp = {
  id: string
  number: string
  patient: string
  organization: string
  disease: Disease
  day: string
  register?: string | undefined
  method?: string | undefined
  adherence?: string | undefined
  result?: string | undefined
  next?: string | undefined
} & { [M in Measurement]?: number | undefined }

/** A follow-up of a chronic patient: one panel Observation, its value the class of the follow-up, its components what was measured and asked. */
export function followUpObservation(f: FollowUp): Resource {
  const coded = (system: string, code: string) => ({ coding: [{ system, code }] })
  const asked = (system: string, code: string | undefined) =>
    code ? [{ code: coded(system, 'answer'), valueCodeableConcept: coded(system, code) }] : []
  const measured = (Object.keys(measurements) as Measurement[]).flatMap((name) => {
    const value = f[name]
    const { code, unit } = measurements[name]
    return value === undefined
      ? []
      : [
          {
            code: coded('http://loinc.org', code),
            valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
          },
        ]
  })
  const component = [...measured, ...asked(methodSystem, f.method), ...asked(adherenceSystem, f.adherence)]
  const extension = [
    ...(f.register ? [{ url: episodeExtension, valueReference: { reference: `EpisodeOfCare/${f.register}` } }] : []),
    ...(f.next ? [{ url: nextExtension, valueDate: f.next }] : []),
  ]
  return {
    resourceType: 'Observation',
    id: f.id,
    ...(extension.length ? { extension } : {}),
    identifier: [{ system: `urn:countywide:follow-up:${f.organization}`, value: f.number }],
    status: 'final',
    code: coded(followUpSystem, f.disease),
    subject: { reference: `Patient/${f.patient}` },
    effectiveDateTime: f.day,
    performer: [{ reference: `Organization/${f.organization}` }],
    ...(f.result ? { valueCodeableConcept: coded(resultSystem, f.result) } : {}),
    ...(component.length ? { component } : {}),
  }
}
