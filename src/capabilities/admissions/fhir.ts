import type { Resource } from '../../fhir/resource.ts'
import { departmentSystem, icd10System, localSystem } from '../../patterns/codes/systems.ts'
import { stayDays } from './checks.ts'
import { conditionsOf, diagnosesFrom, most as mostDiagnoses } from './conditions.ts'
import {
  type Coding,
  type Concept,
  concept,
  costFromFhir,
  costToFhir,
  detailsFromFhir,
  detailsToFhir,
  detailsUrl,
  type Ext,
  extensionsOf,
  keyOf,
  put,
  type Reference,
  reference,
  said,
} from './elements.ts'
import { most as mostOperations, operationsFrom, proceduresOf } from './procedures.ts'
import { type Admission, staffRoles } from './shape.ts'

export const admissionNumber = (organization: string) => `urn:countywide:admission-number:${organization}`
export const outpatientUrl = 'urn:countywide:outpatient-diagnosis'
const reasonUrl = 'urn:countywide:reason'
const routeSystem = 'urn:oid:2.16.156.10011.2.3.1.270'
const departureSystem = 'urn:countywide:departure'
const staffSystem = 'urn:countywide:front-page-staff'

/** The Encounter guards the stay; diagnoses and operations have ids of its own id and their place on the page. */
export const documents = (id: string) =>
  [
    { type: 'Encounter', id },
    ...['external', 'pathology', ...Array.from({ length: mostDiagnoses }, (_, i) => `d${i + 1}`)].map((place) => ({
      type: 'Condition',
      id: `${id}-${place}`,
    })),
    ...Array.from({ length: mostOperations }, (_, i) => ({ type: 'Procedure', id: `${id}-p${i + 1}` })),
  ] as const

/** One stay = its Encounter, a Condition a diagnosis and a Procedure an operation (architecture §5, lean mapping). */
export function toFhir(a: Admission): Resource[] {
  const { conditions, named } = conditionsOf(a)
  const levels = a.operations.flatMap(({ level }) => (level ? [Number(level)] : []))
  const local = localSystem('diagnosis', a.organization)
  const extension: Ext[] = [
    ...costToFhir(a.cost),
    {
      url: detailsUrl,
      extension: [
        { url: 'operations', valueInteger: a.operations.length },
        // what the row of the stay tells without its Procedures
        ...(levels.length ? [{ url: 'level', valueInteger: Math.max(...levels) }] : []),
        ...detailsToFhir(a.details),
      ],
    },
    ...(a.outpatientDiagnosis ? [{ url: outpatientUrl, valueCodeableConcept: concept(icd10System, local, a.outpatientDiagnosis) }] : []),
    ...(a.reason ? [{ url: reasonUrl, valueString: a.reason }] : []),
  ]
  const participant = staffRoles.flatMap((role) => {
    const display = a.staff[role]
    return display ? [{ type: [{ coding: [{ system: staffSystem, code: role }] }], individual: { display } }] : []
  })
  const encounter: Resource = {
    resourceType: 'Encounter',
    id: a.id,
    extension,
    identifier: [{ system: admissionNumber(a.organization), value: a.number }],
    status: a.state,
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'inpatient encounter' },
    ...(a.department && { serviceType: { coding: [{ system: departmentSystem, code: a.department.code }], text: a.department.name } }),
    subject: reference('Patient', a.patient),
    ...(participant.length ? { participant } : {}),
    period: { start: a.admittedAt, end: a.dischargedAt },
    length: { value: a.days, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' },
    // the main diagnosis once more, so that the row of the stay needs the Encounter alone
    reasonCode: [concept(icd10System, local, a.diagnoses[0]!)],
    diagnosis: named,
    ...(a.route || a.receiver || a.departure
      ? {
          hospitalization: {
            ...(a.route && { admitSource: { coding: [{ system: routeSystem, code: a.route }] } }),
            ...(a.receiver && { destination: { display: a.receiver } }),
            ...(a.departure && { dischargeDisposition: { coding: [{ system: departureSystem, code: a.departure }] } }),
          },
        }
      : {}),
    serviceProvider: reference('Organization', a.organization),
  }
  return [encounter, ...conditions, ...proceduresOf(a)]
}

/** Back from the documents, the Encounter first. */
export function fromFhir([main, ...others]: readonly Resource[]): Admission {
  const e = main!
  const details = extensionsOf(extensionsOf(e).find(({ url }) => url === detailsUrl))
  const extension = (url: string) => extensionsOf(e).find((one) => one.url === url)
  const stay = e['hospitalization'] as { admitSource?: Concept; dischargeDisposition?: Concept; destination?: Reference } | undefined
  const service = e['serviceType'] as Concept | undefined
  const period = e['period'] as { start?: string; end?: string } | undefined
  const outpatient = extension(outpatientUrl)?.['valueCodeableConcept'] as Concept | undefined
  const staff = ((e['participant'] as { type?: Concept[]; individual?: Reference }[] | undefined) ?? []).flatMap((p) => {
    const role = p.type?.[0]?.coding?.find((c) => c.system === staffSystem)?.code
    return role && p.individual?.display ? [[role, p.individual.display]] : []
  })
  const codeOf = (of: Concept | undefined) => of?.coding?.[0]?.code
  return {
    id: e.id!,
    state: e['status'] as Admission['state'],
    number: (e['identifier'] as (Coding[] & { value?: string }[]) | undefined)?.[0]?.value ?? '',
    patient: keyOf(e['subject']),
    organization: keyOf(e['serviceProvider']),
    admittedAt: period?.start ?? '',
    dischargedAt: period?.end ?? '',
    days: (e['length'] as { value?: number } | undefined)?.value ?? (period?.start && period.end ? stayDays(period.start, period.end) : 0),
    ...put('route', codeOf(stay?.admitSource) as Admission['route']),
    ...(service ? { department: { code: codeOf(service) ?? service.text ?? '', name: service.text ?? '' } } : {}),
    ...put('departure', codeOf(stay?.dischargeDisposition) as Admission['departure']),
    ...put('receiver', stay?.destination?.display),
    ...(outpatient ? { outpatientDiagnosis: said(icd10System, outpatient) } : {}),
    ...diagnosesFrom(e, others),
    operations: operationsFrom(
      e.id!,
      (details.find(({ url }) => url === 'operations')?.['valueInteger'] as number | undefined) ?? 0,
      others,
    ),
    staff: Object.fromEntries(staff),
    details: detailsFromFhir(e),
    cost: costFromFhir(e),
    ...put('reason', extension(reasonUrl)?.['valueString'] as string | undefined),
  }
}
