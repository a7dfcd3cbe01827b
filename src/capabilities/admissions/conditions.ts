import type { Resource } from '../../fhir/resource.ts'
import { icd10System, localSystem } from '../../patterns/codes/systems.ts'
import { type Concept, common, concept, extensionsOf, put, reference, said } from './elements.ts'
import type { Admission, Diagnosis } from './shape.ts'

export const rankUrl = 'urn:countywide:diagnosis-rank'
export const onAdmissionUrl = 'urn:countywide:on-admission'
const roleSystem = 'http://terminology.hl7.org/CodeSystem/diagnosis-role'
const ownRoleSystem = 'urn:countywide:diagnosis-role'

const wrong = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'entered-in-error' }],
}
/** What lies at a place where the page had a diagnosis once and has none any more. */
export const noCondition = (id: string, place: string, patient: string): Resource => ({
  resourceType: 'Condition',
  id: `${id}-${place}`,
  verificationStatus: wrong,
  subject: reference('Patient', patient),
})

/** The diagnoses of a page by their place on it: `d1` is the main one, `external` the cause of an injury, `pathology` what was found under the microscope. */
export const most = 41
const places = (a: Pick<Admission, 'diagnoses' | 'externalCause' | 'pathology'>): readonly (readonly [place: string, Diagnosis])[] => [
  ...a.diagnoses.map((d, i) => [`d${i + 1}`, d] as const),
  ...(a.externalCause ? [['external', a.externalCause] as const] : []),
  ...(a.pathology ? [['pathology', a.pathology] as const] : []),
]
const rankOf = (place: string) => (place.startsWith('d') ? Number(place.slice(1)) : undefined)

/** A Condition a diagnosis, and how the Encounter names them: with its place among the diagnoses, the main one (DD) first. */
export function conditionsOf(a: Admission): { conditions: Resource[]; named: unknown[] } {
  const local = localSystem('diagnosis', a.organization)
  const { extension, ...about } = common(a)
  const all = places(a)
  return {
    conditions: all.map(([place, d]) => ({
      resourceType: 'Condition',
      id: `${a.id}-${place}`,
      extension: [
        ...extension,
        ...(rankOf(place) ? [{ url: rankUrl, valuePositiveInt: rankOf(place) }] : []),
        ...(d.onAdmission ? [{ url: onAdmissionUrl, valueCode: d.onAdmission }] : []),
      ],
      ...(a.state === 'entered-in-error' ? { verificationStatus: wrong } : {}),
      category: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' },
            ...(rankOf(place) ? [] : [{ system: ownRoleSystem, code: place }]),
          ],
        },
      ],
      code: concept(icd10System, local, d),
      ...about,
      recordedDate: a.dischargedAt,
    })),
    named: all.map(([place]) => {
      const rank = rankOf(place)
      const use = rank === undefined ? { system: ownRoleSystem, code: place } : { system: roleSystem, code: rank === 1 ? 'DD' : 'CM' }
      return { condition: reference('Condition', `${a.id}-${place}`), use: { coding: [use] }, ...put('rank', rank) }
    }),
  }
}

/** Back from those Conditions that the Encounter names: one that a corrected page no longer has may still lie beside it. */
export function diagnosesFrom(encounter: Resource, documents: readonly Resource[]) {
  const found = new Map(documents.filter((d) => d.resourceType === 'Condition').map((d) => [`Condition/${d.id}`, d]))
  const named = ((encounter['diagnosis'] as { condition: { reference: string } }[] | undefined) ?? []).flatMap(({ condition }) => {
    const one = found.get(condition.reference)
    return one ? [[condition.reference.slice(`Condition/${encounter.id}-`.length), diagnosisFrom(one)] as const] : []
  })
  const at = (place: string) => named.find(([p]) => p === place)?.[1]
  const ranked = named.filter(([place]) => rankOf(place)).map(([, d]) => d)
  // a stay outside the county, known from its settlement, has its diagnoses on the Encounter alone
  const reasons = (encounter['reasonCode'] as Concept[] | undefined) ?? []
  return {
    diagnoses: ranked.length ? ranked : reasons.map((reason): Diagnosis => said(icd10System, reason)),
    ...put('externalCause', at('external')),
    ...put('pathology', at('pathology')),
  }
}
const diagnosisFrom = (condition: Resource): Diagnosis => ({
  ...said(icd10System, condition['code'] as Concept),
  ...put('onAdmission', extensionsOf(condition).find((e) => e.url === onAdmissionUrl)?.['valueCode'] as Diagnosis['onAdmission']),
})
