import type { View } from '../../kernel/grammar/view.ts'
import { carePlace, insuranceKind, medicalClass, payerSystem, settlementSums, sumSystem } from './fhir.ts'
import { payers } from './shape.ts'

const icd10 = 'urn:oid:2.16.156.10011.2.3.3.11.3'
const extension = (url: string) => `extension.where(url = '${url}').value.ofType(code)`
const fen = (name: string, path: string) => ({ name: `${name}_fen`, path, type: 'decimal', tag: [{ name: 'fen', value: '' }] })

/** One row a settlement; `at` is when it was settled, `visited` when the visit or admission began. */
export const settlementView: View = {
  // admissions are one settlement in thirty, and most questions are about them
  index: ["(county_id, month, org_key) where class = '21'"],
  definition: {
    name: 'settlement',
    resource: 'ExplanationOfBenefit',
    where: [{ path: "status = 'active'" }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'patient.getReferenceKey(Patient)', type: 'string' },
          { name: 'org', path: 'provider.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'created', type: 'dateTime' },
          { name: 'number', path: 'identifier.first().value', type: 'string' },
          { name: 'class', path: `subType.coding.where(system = '${medicalClass}').code.first()`, type: 'code' },
          { name: 'insurance', path: 'insurance.first().coverage.identifier.value', type: 'code' },
          { name: 'place', path: extension(carePlace), type: 'code' },
          { name: 'visited', path: 'billablePeriod.start', type: 'dateTime' },
          { name: 'ended', path: 'billablePeriod.end', type: 'dateTime' },
          { name: 'encounter_id', path: 'item.first().encounter.first().getReferenceKey(Encounter)', type: 'string' },
          {
            name: 'diagnosis',
            path: `diagnosis.first().diagnosis.ofType(CodeableConcept).coding.where(system = '${icd10}').code.first()`,
            type: 'string',
          },
          { name: 'diagnosis_name', path: 'diagnosis.first().diagnosis.ofType(CodeableConcept).coding.display.first()', type: 'string' },
          fen('total', 'total.first().amount.value'),
          ...payers.map((payer) =>
            fen(
              payer,
              `adjudication.where(category.coding.where(system = '${payerSystem}' and code = '${payer}').exists()).amount.value.first()`,
            ),
          ),
        ],
      },
    ],
  },
}

const score = (code: string) => `group.where(code.coding.where(system = '${sumSystem}' and code = '${code}').exists()).measureScore.value`
/** One row a line of the monthly sums. */
export const settlementSumView: View = {
  definition: {
    name: 'settlement_sum',
    resource: 'MeasureReport',
    where: [{ path: `measure = '${settlementSums}'` }],
    select: [
      {
        column: [
          { name: 'org', path: 'reporter.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'period.start', type: 'dateTime' },
          { name: 'insurance', path: extension(insuranceKind), type: 'code' },
          { name: 'class', path: extension(medicalClass), type: 'code' },
          { name: 'place', path: extension(carePlace), type: 'code' },
          { name: 'settled', path: 'group.first().population.first().count', type: 'integer' },
          fen('total', score('total')),
          fen('fund', score('fund')),
          fen('self', score('self')),
        ],
      },
    ],
  },
}
