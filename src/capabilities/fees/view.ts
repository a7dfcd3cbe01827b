import type { View } from '../../kernel/grammar/view.ts'
import { feeCategory, feeClass, feeLevel, refundOf, specification, unitPrice } from './fhir.ts'

const extension = (url: string, type: string) => `extension('${url}').value.ofType(${type})`
/** Codes of institutions' own have a system for each kind and institution; all others are national. */
const own = 'urn:countywide:local:'

/** One row a line of a bill, in the month of the charge; refunds have their own row, below zero. */
export const feeView: View = {
  definition: {
    name: 'fee',
    resource: 'ChargeItem',
    where: [{ path: "status != 'entered-in-error'" }, { path: `extension('${feeCategory}').exists()` }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'subject.getReferenceKey(Patient)', type: 'string' },
          { name: 'org', path: 'performingOrganization.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'occurrence.ofType(dateTime)', type: 'dateTime' },
          { name: 'encounter', path: 'context.getReferenceKey(Encounter)', type: 'string' },
          { name: 'number', path: 'context.identifier.value', type: 'string' },
          { name: 'line', path: 'identifier.first().value', type: 'string' },
          { name: 'class', path: extension(feeClass, 'code'), type: 'code' },
          { name: 'category', path: extension(feeCategory, 'code'), type: 'code' },
          { name: 'level', path: extension(feeLevel, 'code'), type: 'code' },
          { name: 'code', path: `code.coding.where(system.startsWith('${own}')).code.first()`, type: 'string' },
          { name: 'national', path: `code.coding.where(system.startsWith('${own}').not()).code.first()`, type: 'string' },
          { name: 'name', path: 'code.text', type: 'string' },
          { name: 'specification', path: extension(specification, 'string'), type: 'string' },
          { name: 'unit', path: 'quantity.unit', type: 'string' },
          { name: 'quantity', path: 'quantity.value', type: 'decimal' },
          { name: 'price', path: `${extension(unitPrice, 'Money')}.value`, type: 'decimal' },
          { name: 'amount_fen', path: 'priceOverride.value', type: 'decimal', tag: [{ name: 'fen', value: '' }] },
          { name: 'department_name', path: 'requestingOrganization.display', type: 'string' },
          { name: 'refund_of', path: `${extension(refundOf, 'Reference')}.getReferenceKey(ChargeItem)`, type: 'string' },
          { name: 'refunds', path: `${extension(refundOf, 'Reference')}.display`, type: 'string' },
        ],
      },
    ],
  },
  index: ['(county_id, refund_of) where refund_of is not null'],
}
