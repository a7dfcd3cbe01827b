import type { Resource } from '../../fhir/resource.ts'
import { localSystem } from '../../patterns/codes/systems.ts'
import { drugs, type Fee } from './shape.ts'

export const feeCategory = 'urn:countywide:fee-category'
export const feeLevel = 'urn:countywide:fee-level'
export const feeClass = 'urn:countywide:fee-class'
export const unitPrice = 'urn:countywide:unit-price'
export const specification = 'urn:countywide:specification'
/** The line that a refund takes back. */
export const refundOf = 'urn:countywide:refund-of'
const feeLine = (organization: string) => `urn:countywide:fee-line:${organization}`
const visitNumber = (organization: string) => `urn:countywide:visit-number:${organization}`
const admissionNumber = (organization: string) => `urn:countywide:admission-number:${organization}`
const restricted = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }

/** Codes of the institution's own that stand in a bill: of drugs, or of all else. */
export const ownCodes = (category: Fee['category']): 'drug' | 'item' => (drugs.includes(category) ? 'drug' : 'item')

/** A line of a bill as one ChargeItem (README.md). R4 has no category, class, specification or unit price: extensions; the amount charged is its `priceOverride`. */
export function feeToFhir(f: Fee): Resource {
  const { organization, national, department, refunds } = f
  const number = (f.class === 'IMP' ? admissionNumber : visitNumber)(organization)
  const own = { system: localSystem(ownCodes(f.category), organization), code: f.item.code.replace(/\s+/g, ' '), display: f.item.name }
  return {
    resourceType: 'ChargeItem',
    id: f.id,
    ...(f.patient ? {} : { meta: { security: [restricted] } }),
    extension: [
      { url: feeCategory, valueCode: f.category },
      { url: feeClass, valueCode: f.class },
      ...(f.level ? [{ url: feeLevel, valueCode: f.level }] : []),
      ...(f.specification ? [{ url: specification, valueString: f.specification }] : []),
      { url: unitPrice, valueMoney: { value: f.price, currency: 'CNY' } },
      ...(refunds ? [{ url: refundOf, valueReference: { reference: `ChargeItem/${refunds.id}`, display: refunds.line } }] : []),
    ],
    identifier: [{ system: feeLine(organization), value: f.line }],
    status: 'billed',
    code: {
      coding: [...(national ? [{ ...coded(national) }] : []), own],
      text: f.item.name,
    },
    subject: f.patient ? { reference: `Patient/${f.patient}` } : { identifier: { system: number, value: f.visit } },
    context: { reference: `Encounter/${f.encounter}`, identifier: { system: number, value: f.visit } },
    occurrenceDateTime: f.at,
    performingOrganization: { reference: `Organization/${organization}` },
    ...(department
      ? { requestingOrganization: { ...(department.id ? { reference: `Organization/${department.id}` } : {}), display: department.name } }
      : {}),
    quantity: { value: f.quantity, ...(f.unit ? { unit: f.unit } : {}) },
    priceOverride: { value: f.amountFen / 100, currency: 'CNY' },
  }
}
const coded = ({ system, code, name }: NonNullable<Fee['national']>) => ({ system, code, ...(name ? { display: name } : {}) })
