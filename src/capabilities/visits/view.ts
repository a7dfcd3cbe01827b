import type { View } from '../../kernel/grammar/view.ts'
import { costs, department, firstVisit, icd10System, insuranceKind, tcmSystem } from './fhir.ts'

const extension = (url: string, value: string) => `extension.where(url = '${url}').value.ofType(${value})`
const money = (name: string, url: string) => ({
  name,
  path: `${extension(url, 'Money')}.value`,
  type: 'decimal',
  tag: [{ name: 'fen', value: '' }],
})

/** One row a visit, on Encounters of the outpatient kind; admissions have their own view. */
export const visitView: View = {
  definition: {
    name: 'visit',
    resource: 'Encounter',
    where: [{ path: "class.code = 'AMB' or class.code = 'EMER'" }, { path: "status != 'entered-in-error'" }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'subject.getReferenceKey(Patient)', type: 'string' },
          { name: 'org', path: 'serviceProvider.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'period.start', type: 'dateTime' },
          { name: 'state', path: 'status', type: 'code' },
          { name: 'class', path: 'class.code', type: 'code' },
          { name: 'number', path: 'identifier.first().value', type: 'string' },
          { name: 'ended', path: 'period.end', type: 'dateTime' },
          { name: 'department', path: `serviceType.coding.where(system = '${department}').code.first()`, type: 'string' },
          { name: 'department_name', path: 'serviceType.text', type: 'string' },
          { name: 'practitioner', path: 'participant.individual.getReferenceKey(Practitioner).first()', type: 'string' },
          { name: 'practitioner_name', path: 'participant.individual.display.first()', type: 'string' },
          { name: 'first_visit', path: extension(firstVisit, 'boolean'), type: 'boolean' },
          { name: 'diagnosis', path: `reasonCode.coding.where(system = '${icd10System}').code.first()`, type: 'string' },
          { name: 'diagnosis_name', path: `reasonCode.coding.where(system = '${icd10System}').display.first()`, type: 'string' },
          { name: 'tcm', path: `reasonCode.coding.where(system = '${tcmSystem}').code.first()`, type: 'string' },
          { name: 'insurance', path: extension(insuranceKind, 'code'), type: 'code' },
          money('total_fen', costs.totalFen),
          money('drug_fen', costs.drugFen),
          money('herbal_fen', costs.herbalFen),
          money('exam_fen', costs.examFen),
        ],
      },
    ],
  },
}
