import type { Resource } from '../../fhir/resource.ts'
import { payers, type Settlement } from './shape.ts'

export const settlementNumber = (organization: string) => `urn:countywide:settlement-number:${organization}`
export const medicalClass = 'urn:countywide:medical-class'
export const insuranceKind = 'urn:countywide:insurance-kind'
export const carePlace = 'urn:countywide:care-place'
const careDivision = 'urn:countywide:care-division'
export const payerSystem = 'urn:countywide:payer'
const icd10 = 'urn:oid:2.16.156.10011.2.3.3.11.3'
const claimType = 'http://terminology.hl7.org/CodeSystem/claim-type'
const adjudication = 'http://terminology.hl7.org/CodeSystem/adjudication'
const claimTypes: Readonly<Record<string, string>> = { 21: 'institutional', 41: 'pharmacy' }

const money = (fen: number) => ({ value: fen / 100, currency: 'CNY' })
const coded = (system: string, code: string) => ({ coding: [{ system, code }] })

/** A settlement as one ExplanationOfBenefit and no Claim (architecture §5, lean mapping). R4 has no place of care or payer besides the insurer: extension and own categories. */
export function settlementToFhir(s: Settlement): Resource {
  const paid = payers.filter((payer) => s.paid[payer])
  return {
    resourceType: 'ExplanationOfBenefit',
    id: s.id,
    extension: [{ url: carePlace, valueCode: s.place }, ...(s.division ? [{ url: careDivision, valueCode: s.division }] : [])],
    identifier: [{ system: settlementNumber(s.organization), value: s.number }],
    status: 'active',
    type: coded(claimType, claimTypes[s.class] ?? 'professional'),
    subType: coded(medicalClass, s.class),
    use: 'claim',
    patient: { reference: `Patient/${s.patient}` },
    billablePeriod: s.end ? { start: s.start, end: s.end } : { start: s.start },
    created: s.at,
    insurer: { display: '医疗保险经办机构' },
    provider: { reference: `Organization/${s.organization}` },
    outcome: 'complete',
    ...(s.diagnoses.length
      ? {
          diagnosis: s.diagnoses.map(({ code, name }, i) => ({
            sequence: i + 1,
            diagnosisCodeableConcept: { coding: [{ system: icd10, code, ...(name ? { display: name } : {}) }] },
          })),
        }
      : {}),
    insurance: [{ focal: true, coverage: { identifier: { system: insuranceKind, value: s.insurance } } }],
    ...(s.encounter
      ? { item: [{ sequence: 1, productOrService: { text: '就诊' }, encounter: [{ reference: `Encounter/${s.encounter}` }] }] }
      : {}),
    ...(paid.length ? { adjudication: paid.map((payer) => ({ category: coded(payerSystem, payer), amount: money(s.paid[payer]!) })) } : {}),
    total: [{ category: coded(adjudication, 'submitted'), amount: money(s.totalFen) }],
    ...(s.paid.fund ? { payment: { amount: money(s.paid.fund) } } : {}),
  }
}

/** Sums that an insurance office reports for a month instead of single settlements. Money in integer fen. */
export type SettlementSum = {
  id: string
  organization: string
  /** YYYY-MM */
  month: string
  insurance: string
  class: string
  place: string
  count: number
  totalFen: number
  fundFen: number
  selfFen: number
}
export const settlementSums = 'urn:countywide:measure:settlement-sums'
export const sumSystem = 'urn:countywide:settlement-sum'

/** Monthly sums as a summary MeasureReport: one group an amount. */
export function sumToFhir(s: SettlementSum): Resource {
  const amount = (code: string, fen: number) => ({
    code: coded(sumSystem, code),
    measureScore: { value: fen / 100, unit: 'CNY', system: 'urn:iso:std:iso:4217', code: 'CNY' },
  })
  const count = { code: coded('http://terminology.hl7.org/CodeSystem/measure-population', 'initial-population'), count: s.count }
  return {
    resourceType: 'MeasureReport',
    id: s.id,
    extension: [
      { url: insuranceKind, valueCode: s.insurance },
      { url: medicalClass, valueCode: s.class },
      { url: carePlace, valueCode: s.place },
    ],
    status: 'complete',
    type: 'summary',
    measure: settlementSums,
    reporter: { reference: `Organization/${s.organization}` },
    period: { start: `${s.month}-01`, end: lastDay(s.month) },
    group: [{ ...amount('total', s.totalFen), population: [count] }, amount('fund', s.fundFen), amount('self', s.selfFen)],
  }
}
const lastDay = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)
