import { stayDays } from '../../capabilities/admissions/checks.ts'
import type { Settlement } from '../../capabilities/insurance/shape.ts'
import { costs, insuranceKind, visitNumber } from '../../capabilities/visits/fhir.ts'
import { concepts } from './concepts.ts'
import type { Draft } from './kind.ts'
import { yuan } from './times.ts'

/**
 * The visit or admission outside the county that a settlement tells of (architecture §5). One that has a number of its own may come from its institution too, and
 * that file knows more: then the settlement's is written only when absent.
 */
export function outsideVisit(s: Settlement, id: string, visitClass: string, number: string | undefined): Draft {
  const reasonCode = concepts('icd10', s.diagnoses, s.organization)
  return {
    resource: {
      resourceType: 'Encounter',
      id,
      extension: [
        { url: costs.totalFen, valueMoney: yuan(s.totalFen) },
        { url: insuranceKind, valueCode: s.insurance },
      ],
      identifier: [{ system: visitNumber(s.organization), value: number ?? s.number }],
      status: visitClass === 'IMP' && !s.end ? 'in-progress' : 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: visitClass },
      subject: { reference: `Patient/${s.patient}` },
      period: s.end ? { start: s.start, end: s.end } : { start: s.start },
      ...(visitClass === 'IMP' && s.end ? { length: days(stayDays(s.start, s.end)) } : {}),
      ...(reasonCode.length ? { reasonCode } : {}),
      serviceProvider: { reference: `Organization/${s.organization}` },
    },
    owner: visitClass === 'IMP' ? 'admission' : 'visit',
    ...(number ? { weak: true } : {}),
  }
}
const days = (value: number) => ({ value, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' })
