import type { View } from '../../kernel/grammar/view.ts'
import { departmentSystem, icd9InsuranceSystem, icd9System, icd10InsuranceSystem, icd10System } from '../../patterns/codes/systems.ts'
import { onAdmissionUrl, rankUrl } from './conditions.ts'
import { column, partNames } from './cost.ts'
import { costUrl, detailsUrl, organizationUrl, totalUrl } from './elements.ts'
import { operationUrl } from './procedures.ts'

const extension = (url: string, type: string) => `extension('${url}').value.ofType(${type})`
const fen = (name: string, url: string) => ({
  name,
  path: `${extension(url, 'Money')}.value`,
  type: 'decimal',
  tag: [{ name: 'fen', value: '' }],
})
const org = { name: 'org', path: `${extension(organizationUrl, 'Reference')}.getReferenceKey(Organization)`, type: 'string' }
const ofStay = [
  { name: 'patient_id', path: 'subject.getReferenceKey(Patient)', type: 'string' },
  org,
  { name: 'encounter', path: 'encounter.getReferenceKey(Encounter)', type: 'string' },
]

/** One row a stay, in the month of discharge. It needs the Encounter alone: the main diagnosis and what the operations come to stand on it too. */
export const admissionView: View = {
  definition: {
    name: 'admission',
    resource: 'Encounter',
    where: [{ path: "class.code = 'IMP'" }, { path: "status != 'entered-in-error'" }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'subject.getReferenceKey(Patient)', type: 'string' },
          { name: 'org', path: 'serviceProvider.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'period.end', type: 'dateTime' },
          { name: 'state', path: 'status', type: 'code' },
          { name: 'number', path: 'identifier.first().value', type: 'string' },
          { name: 'admitted', path: 'period.start', type: 'dateTime' },
          { name: 'days', path: 'length.value', type: 'integer' },
          { name: 'department', path: `serviceType.coding.where(system = '${departmentSystem}').code.first()`, type: 'string' },
          { name: 'department_name', path: 'serviceType.text', type: 'string' },
          { name: 'route', path: 'hospitalization.admitSource.coding.code.first()', type: 'code' },
          { name: 'departure', path: 'hospitalization.dischargeDisposition.coding.code.first()', type: 'code' },
          { name: 'diagnosis', path: `reasonCode.coding.where(system = '${icd10System}').code.first()`, type: 'string' },
          {
            name: 'diagnosis_name',
            path: `(reasonCode.coding.where(system != '${icd10InsuranceSystem}').display | reasonCode.text | reasonCode.coding.code).first()`,
            type: 'string',
          },
          fen('total_fen', totalUrl),
        ],
      },
      {
        forEachOrNull: `extension('${detailsUrl}')`,
        column: [
          { name: 'department_in', path: extension('admittedTo', 'string'), type: 'string' },
          { name: 'payment', path: extension('payment', 'code'), type: 'code' },
          { name: 'age', path: extension('age', 'integer'), type: 'integer' },
          { name: 'operations', path: extension('operations', 'integer'), type: 'integer' },
          { name: 'level', path: extension('level', 'integer'), type: 'integer' },
          { name: 'birth_weight', path: extension('birthWeight', 'integer'), type: 'integer' },
          { name: 'readmission', path: extension('readmission', 'code'), type: 'code' },
        ],
      },
      {
        forEachOrNull: `extension('${costUrl}')`,
        column: [
          fen('self_fen', 'self'),
          { name: 'parted', path: extension('parted', 'boolean'), type: 'boolean' },
          ...partNames.map((part) => fen(column(part), part)),
        ],
      },
    ],
  },
}

/** What a code is called, in its own table's words or the page's, and its code in the table of the insurance. */
const named = (insurance: string) => [
  { name: 'name', path: `(code.coding.where(system != '${insurance}').display | code.text | code.coding.code).first()`, type: 'string' },
  { name: 'insurance_code', path: `code.coding.where(system = '${insurance}').code.first()`, type: 'string' },
]
const rank = extension(rankUrl, 'positiveInt')
const apart = "category.coding.where(code != 'encounter-diagnosis').code.first()"
/** One row a diagnosis of a stay, in the month of discharge. */
export const diagnosisView: View = {
  definition: {
    name: 'diagnosis',
    resource: 'Condition',
    where: [
      { path: "category.coding.where(code = 'encounter-diagnosis').exists()" },
      { path: "verificationStatus.coding.where(code = 'entered-in-error').empty()" },
      { path: `extension('${organizationUrl}').exists()` },
    ],
    select: [
      {
        column: [
          ...ofStay,
          { name: 'at', path: 'recordedDate', type: 'dateTime' },
          { name: 'rank', path: rank, type: 'integer' },
          { name: 'role', path: `iif(${rank} = 1, 'main', iif(${rank}.exists(), 'other', ${apart}))`, type: 'code' },
          { name: 'code', path: `code.coding.where(system = '${icd10System}').code.first()`, type: 'string' },
          ...named(icd10InsuranceSystem),
          { name: 'on_admission', path: extension(onAdmissionUrl, 'code'), type: 'code' },
        ],
      },
    ],
  },
}

/** One row an operation of a stay, in the month in which it was done. */
export const operationView: View = {
  definition: {
    name: 'operation',
    resource: 'Procedure',
    where: [{ path: "status = 'completed'" }, { path: `extension('${organizationUrl}').exists()` }],
    select: [
      {
        column: [
          ...ofStay,
          { name: 'at', path: 'performed.ofType(dateTime)', type: 'dateTime' },
          { name: 'code', path: `code.coding.where(system = '${icd9System}').code.first()`, type: 'string' },
          ...named(icd9InsuranceSystem),
          { name: 'level', path: extension(operationUrl.level, 'code'), type: 'code' },
          { name: 'surgeon', path: "performer.where(function.coding.code = 'surgeon').actor.display.first()", type: 'string' },
          { name: 'incision', path: extension(operationUrl.incision, 'code'), type: 'code' },
          { name: 'healing', path: extension(operationUrl.healing, 'code'), type: 'code' },
          { name: 'anaesthesia', path: extension(operationUrl.anaesthesia, 'string'), type: 'string' },
        ],
      },
    ],
  },
}
