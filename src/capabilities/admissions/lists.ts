import type { List } from '../../kernel/grammar/view.ts'
import { departures, healings, incisions, onAdmission, operationLevels, payments } from '../../patterns/codes/value-sets.ts'
import { sumSql, sums } from './cost.ts'
import { texts } from './texts.ts'

const open = (id: string) => `/admissions?id=${encodeURIComponent(id)}`
/** A Condition or Procedure opens its stay, whose id its own begins with. */
const openStay = (id: string) => open(id.replace(/-\w+$/, ''))
const whose = [
  { name: 'person_name', text: texts.patient, kind: 'person', width: 100 },
  { name: 'org_name', text: texts.organization, kind: 'organization', width: 180 },
] as const

/** The form's word for 3 is as long as a third of the screen. */
const leaving = { ...departures, '3': texts.toPrimaryCare }

/** The rows that the numbers of admissions open onto. */
export const lists: readonly List[] = [
  {
    name: 'admissions',
    text: texts.discharged,
    view: 'admission',
    sort: { column: 'at', descending: true },
    opens: open,
    columns: [
      { name: 'at', text: texts.dischargedAt, kind: 'date', width: 110 },
      ...whose,
      { name: 'department_name', text: texts.department, kind: 'text', width: 110 },
      { name: 'age', text: texts.age, kind: 'number', width: 90 },
      { name: 'diagnosis_name', text: texts.diagnosis, kind: 'text', width: 200 },
      { name: 'days', text: texts.days, kind: 'number', width: 90 },
      { name: 'departure', text: texts.departure, kind: 'code', codes: leaving, width: 120 },
      { name: 'level', text: texts.operationLevel, kind: 'code', codes: operationLevels, sql: 'f.level::text', width: 90 },
      { name: 'total_fen', text: texts.total, kind: 'fen', width: 120 },
      { name: 'self_fen', text: texts.self, kind: 'fen', width: 120 },
      { name: 'drug_fen', text: texts.drug, kind: 'fen', sql: `case when f.parted then ${sumSql(sums.drug)} end`, width: 110 },
      { name: 'operations', text: texts.operations, kind: 'number', width: 80 },
      { name: 'admitted', text: texts.admittedAt, kind: 'date', width: 110 },
      { name: 'payment', text: texts.payment, kind: 'code', codes: payments, width: 160 },
      { name: 'diagnosis', text: texts.diagnosisCode, kind: 'text', width: 110 },
      { name: 'department_in', text: texts.departmentIn, kind: 'text', width: 110 },
      { name: 'number', text: texts.number, kind: 'text', width: 150 },
    ],
  },
  {
    name: 'discharge-diagnoses',
    text: texts.diagnosisList,
    view: 'diagnosis',
    verb: 'admission.read',
    sort: { column: 'at', descending: true },
    opens: openStay,
    columns: [
      { name: 'at', text: texts.dischargedAt, kind: 'date', width: 110 },
      ...whose,
      { name: 'code', text: texts.diagnosisCode, kind: 'text', width: 130 },
      { name: 'insurance_code', text: texts.insuranceCode, kind: 'text', width: 130 },
      { name: 'name', text: texts.diagnosisName, kind: 'text', width: 260 },
      { name: 'rank', text: texts.rank, kind: 'number', width: 80 },
      {
        name: 'role',
        text: texts.kind,
        kind: 'code',
        codes: { main: texts.main, other: texts.otherDiagnosis, external: texts.externalCause, pathology: texts.pathology },
        width: 150,
      },
      { name: 'on_admission', text: texts.onAdmission, kind: 'code', codes: onAdmission, width: 110 },
    ],
  },
  {
    name: 'operations',
    text: texts.operationList,
    view: 'operation',
    verb: 'admission.read',
    sort: { column: 'at', descending: true },
    opens: openStay,
    columns: [
      { name: 'at', text: texts.operationDay, kind: 'date', width: 110 },
      ...whose,
      { name: 'code', text: texts.diagnosisCode, kind: 'text', width: 130 },
      { name: 'insurance_code', text: texts.insuranceCode, kind: 'text', width: 130 },
      { name: 'name', text: texts.operation, kind: 'text', width: 240 },
      { name: 'level', text: texts.operationLevel, kind: 'code', codes: operationLevels, width: 90 },
      { name: 'surgeon', text: texts.surgeon, kind: 'text', width: 100 },
      { name: 'incision', text: texts.incision, kind: 'code', codes: incisions, width: 80 },
      { name: 'healing', text: texts.healing, kind: 'code', codes: healings, width: 80 },
      { name: 'anaesthesia', text: texts.anaesthesia, kind: 'text', width: 120 },
    ],
  },
]
