import type { Resource } from '../../fhir/resource.ts'
import type { Coded, VitalSigns } from './shape.ts'

/** LOINC code, UCUM unit and our element of each vital sign (FHIR R4 vital-signs profiles). Blood pressure is one Observation with two components. */
const single = {
  temperature: ['8310-5', 'Cel'],
  pulse: ['8867-4', '/min'],
  respiration: ['9279-1', '/min'],
  height: ['8302-2', 'cm'],
  weight: ['29463-7', 'kg'],
  glucose: ['15074-8', 'mmol/L'],
  saturation: ['2708-6', '%'],
} as const
const pressure = { systolic: '8480-6', diastolic: '8462-4' } as const
type Single = keyof typeof single

export const vitalSignKinds = [...(Object.keys(single) as Single[]), 'pressure'] as const
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })
const quantity = (value: number, unit: string) => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit })
const category = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }]

type About = { visit: string; subject: { reference: string }; at: string; performer?: Coded | undefined }

/** One Observation a measured sign; the id is the visit's with the sign's name. */
export function toVitalSigns(signs: VitalSigns | undefined, { visit, subject, at, performer }: About): Resource[] {
  if (!signs) return []
  const observation = (kind: string, code: string, rest: object): Resource => ({
    resourceType: 'Observation',
    id: `${visit}-${kind}`,
    status: 'final',
    category,
    code: loinc(code),
    subject,
    encounter: { reference: `Encounter/${visit}` },
    effectiveDateTime: at,
    ...(performer ? { performer: [{ reference: `Practitioner/${performer.code}`, display: performer.name }] } : {}),
    ...rest,
  })
  const found = (Object.keys(single) as Single[]).flatMap((kind) => {
    const value = signs[kind]
    const [code, unit] = single[kind]
    return value === undefined ? [] : [observation(kind, code, { valueQuantity: quantity(value, unit) })]
  })
  const component = (Object.keys(pressure) as (keyof typeof pressure)[]).flatMap((part) =>
    signs[part] === undefined ? [] : [{ code: loinc(pressure[part]), valueQuantity: quantity(signs[part], 'mm[Hg]') }],
  )
  return component.length ? [...found, observation('pressure', '85354-9', { component })] : found
}

type Part = { code?: { coding?: { code?: string }[] }; valueQuantity?: { value?: number } }
export function fromVitalSigns(observations: readonly Resource[]): VitalSigns | undefined {
  const byCode = new Map<string, number>()
  for (const o of observations as (Resource & Part & { component?: Part[] })[])
    for (const part of o.component ?? [o]) {
      const code = part.code?.coding?.[0]?.code
      if (code && part.valueQuantity?.value !== undefined) byCode.set(code, part.valueQuantity.value)
    }
  if (!byCode.size) return undefined
  const all = [...Object.entries(single).map(([kind, [code]]) => [kind, code] as const), ...Object.entries(pressure)]
  return Object.fromEntries(all.flatMap(([kind, code]) => (byCode.has(code) ? [[kind, byCode.get(code)]] : []))) as VitalSigns
}
