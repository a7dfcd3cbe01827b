import type { Resource } from '../../fhir/resource.ts'
import { icd10InsuranceSystem } from '../../patterns/codes/systems.ts'
import type { Visit } from './shape.ts'
import { fromVitalSigns, toVitalSigns, vitalSignKinds } from './vital-signs.ts'

export const icd10System = 'urn:oid:2.16.156.10011.2.3.3.11.3'
/** GB/T 15657 diseases and syndromes share one OID; the first letter of the code tells them apart (A disease, B syndrome). */
export const tcmSystem = 'urn:oid:2.16.156.10011.2.3.3.14'
export const department = 'urn:countywide:department'
export const firstVisit = 'urn:countywide:first-visit'
/** The whole cost of a visit, and what of it went into drugs, herbal medicine, examinations and tests. */
export const costs = {
  totalFen: 'urn:countywide:total-cost',
  drugFen: 'urn:countywide:drug-cost',
  herbalFen: 'urn:countywide:herbal-cost',
  examFen: 'urn:countywide:exam-cost',
} as const
export const insuranceKind = 'urn:countywide:insurance-kind'
/** Codes of an institution's own that nobody has translated yet. */
export const localSystem = (kind: string, organization: string) => `urn:countywide:local:${kind}:${organization}`
const text = {
  complaint: 'urn:countywide:chief-complaint',
  history: 'urn:countywide:present-illness',
  advice: 'urn:countywide:advice',
  reason: 'urn:countywide:reason',
} as const
const registered = 'urn:countywide:registered-at'
export const visitNumber = (organization: string) => `urn:countywide:visit-number:${organization}`
const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
const classNames = { AMB: 'ambulatory', EMER: 'emergency' } as const
const dispositionSystem = 'urn:countywide:disposition'
const priorities = { routine: 'R', urgent: 'UR', emergency: 'EM' } as const

type Ext = { url: string } & Record<string, unknown>
type Encounter = Resource & { period?: { start?: string; end?: string }; extension?: Ext[] }

/** The documents a visit may consist of: the Encounter guards it, the vital signs are Observations with ids derived from its own. */
export const documents = (id: string) =>
  [{ type: 'Encounter', id }, ...vitalSignKinds.map((kind) => ({ type: 'Observation', id: `${id}-${kind}` }))] as const

/** Outpatient visit = one Encounter (diagnoses in reasonCode) + one Observation a vital sign (architecture §5, lean mapping). */
export function toFhir(v: Visit): Resource[] {
  const subject = { reference: `Patient/${v.patient}` }
  const extension: Ext[] = [
    { url: firstVisit, valueBoolean: v.first },
    { url: registered, valueDateTime: v.registeredAt },
    ...Object.entries(text).flatMap(([name, url]) =>
      v[name as keyof typeof text] ? [{ url, valueString: v[name as keyof typeof text] }] : [],
    ),
    ...(Object.keys(costs) as (keyof typeof costs)[]).flatMap((name) =>
      v[name] === undefined ? [] : [{ url: costs[name], valueMoney: { value: v[name] / 100, currency: 'CNY' } }],
    ),
    ...(v.insurance ? [{ url: insuranceKind, valueCode: v.insurance }] : []),
  ]
  const encounter: Encounter = {
    resourceType: 'Encounter',
    id: v.id,
    extension,
    identifier: [{ system: visitNumber(v.organization), value: v.number }],
    status: v.state,
    class: { system: actCode, code: v.class, display: classNames[v.class] },
    priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: priorities[v.priority] }] },
    subject,
    period: { start: v.startedAt ?? v.registeredAt, ...(v.endedAt ? { end: v.endedAt } : {}) },
    serviceProvider: { reference: `Organization/${v.organization}` },
  }
  if (v.department) encounter['serviceType'] = { coding: [{ system: department, code: v.department.code }], text: v.department.name }
  const participant = [
    ...(v.practitioner ? [{ individual: { reference: `Practitioner/${v.practitioner.code}`, display: v.practitioner.name } }] : []),
    ...(v.doctor ? [{ individual: { display: v.doctor } }] : []),
  ]
  if (participant.length) encounter['participant'] = participant
  const own = localSystem('diagnosis', v.organization)
  const reasonCode = [
    ...v.diagnoses.map(({ system, code, name, insurance }) => ({
      coding: [
        { system: system === 'icd10' ? icd10System : tcmSystem, code, display: name },
        ...(insurance ? [{ system: icd10InsuranceSystem, code: insurance.code, ...put('display', insurance.name) }] : []),
      ],
    })),
    ...(v.localDiagnoses ?? []).map(({ code, name }) => ({ coding: [{ system: own, code, display: name }] })),
  ]
  if (reasonCode.length) encounter['reasonCode'] = reasonCode
  if (v.startedAt) extension.push({ url: 'urn:countywide:started-at', valueDateTime: v.startedAt })
  if (v.disposition)
    encounter['hospitalization'] = { dischargeDisposition: { coding: [{ system: dispositionSystem, code: v.disposition }] } }
  const at = v.startedAt ?? v.registeredAt
  return [encounter, ...toVitalSigns(v.vitalSigns, { visit: v.id, subject, at, performer: v.practitioner })]
}

type Coding = { system?: string; code?: string; display?: string }
type Concept = { coding?: Coding[]; text?: string }
const keyOf = (reference: unknown) => (reference as { reference?: string } | undefined)?.reference?.split('/')[1] ?? ''
const put = <K extends string>(name: K, value: unknown) => (value === undefined || value === '' ? {} : { [name]: value })
/** The insurance's code stands behind the one it is for, in the same concept. */
const insuranceOf = ({ coding = [] }: Concept) => {
  const { code, display } = coding.find(({ system }) => system === icd10InsuranceSystem) ?? {}
  return code === undefined ? {} : { insurance: { code, ...put('name', display) } }
}
const diagnosisOf = ({ system, code = '', display = '' }: Coding, of: Concept): Visit['diagnoses'] =>
  system === icd10System
    ? [{ system: 'icd10', code, name: display, ...insuranceOf(of) }]
    : system === tcmSystem
      ? [{ system: code.startsWith('B') ? 'tcm-syndrome' : 'tcm-disease', code, name: display, ...insuranceOf(of) }]
      : []

/** Back from the documents, the Encounter first. An imported Encounter lacks what a file does not carry. */
export function fromFhir([main, ...others]: readonly Resource[]): Visit {
  const e = main as Encounter
  const get = (url: string, value: string) => e.extension?.find((x) => x.url === url)?.[`value${value}`]
  const service = e['serviceType'] as Concept | undefined
  const people = (e['participant'] as { individual?: { reference?: string; display?: string } }[] | undefined)?.map((p) => p.individual)
  const [known, doctor] = [people?.find((p) => p?.reference), people?.find((p) => !p?.reference)]
  const fenOf = (url: string) => {
    const { value } = (get(url, 'Money') as { value?: number } | undefined) ?? {}
    return value === undefined ? undefined : Math.round(value * 100)
  }
  const reasons = (e['reasonCode'] as Concept[] | undefined) ?? []
  const local = reasons.flatMap((c) => c.coding ?? []).filter((c) => c.system?.startsWith('urn:countywide:local:'))
  const priority = (e['priority'] as Concept | undefined)?.coding?.[0]?.code
  const start = e.period?.start ?? ''
  return {
    id: e.id!,
    state: e['status'] as Visit['state'],
    number: (e['identifier'] as { value?: string }[] | undefined)?.[0]?.value ?? '',
    patient: keyOf(e['subject']),
    organization: keyOf(e['serviceProvider']),
    ...(service ? { department: { code: service.coding?.[0]?.code ?? service.text ?? '', name: service.text ?? '' } } : {}),
    ...(known ? { practitioner: { code: keyOf(known), name: known.display ?? '' } } : {}),
    ...put('doctor', doctor?.display),
    class: (e['class'] as Coding).code as Visit['class'],
    first: get(firstVisit, 'Boolean') === true,
    priority: (Object.keys(priorities) as Visit['priority'][]).find((p) => priorities[p] === priority) ?? 'routine',
    registeredAt: (get(registered, 'DateTime') as string | undefined) ?? new Date(start).toISOString(),
    ...put('startedAt', get('urn:countywide:started-at', 'DateTime')),
    ...put('endedAt', e.period?.end && new Date(e.period.end).toISOString()),
    ...Object.fromEntries(
      Object.entries(text).flatMap(([name, url]) => {
        const value = get(url, 'String')
        return value ? [[name, value]] : []
      }),
    ),
    ...put('vitalSigns', fromVitalSigns(others)),
    diagnoses: reasons.flatMap((c) => (c.coding ?? []).flatMap((one) => diagnosisOf(one, c))),
    ...(local.length ? { localDiagnoses: local.map(({ code = '', display = code }) => ({ code, name: display })) } : {}),
    ...put(
      'disposition',
      (e['hospitalization'] as { dischargeDisposition?: Concept } | undefined)?.dischargeDisposition?.coding?.[0]?.code,
    ),
    ...Object.fromEntries(
      Object.entries(costs).flatMap(([name, url]) => {
        const fen = fenOf(url)
        return fen === undefined ? [] : [[name, fen]]
      }),
    ),
    ...put('insurance', get(insuranceKind, 'Code')),
  }
}
