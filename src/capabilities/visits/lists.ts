import type { List } from '../../kernel/grammar/view.ts'
import { texts } from './texts.ts'

const states = { planned: texts.planned, 'in-progress': texts.inProgress, finished: texts.finished, cancelled: texts.cancelled }
/** The rows that visit numbers open onto, and the desk's own list. */
export const lists: readonly List[] = [
  {
    name: 'visits',
    text: texts.visitList,
    view: 'visit',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'at', text: texts.at, kind: 'instant', width: 150 },
      { name: 'person_name', text: texts.patient, kind: 'person', width: 110 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 180 },
      { name: 'department_name', text: texts.department, kind: 'text', width: 110 },
      { name: 'practitioner_name', text: texts.practitioner, kind: 'text', width: 90 },
      { name: 'class', text: texts.class, kind: 'code', codes: { AMB: texts.AMB, EMER: texts.EMER }, width: 80 },
      { name: 'diagnosis', text: texts.diagnosis, kind: 'text', sql: "coalesce(f.diagnosis_name, f.diagnosis, '')", width: 220 },
      { name: 'total_fen', text: texts.total, kind: 'fen', width: 110 },
      { name: 'state', text: texts.state, kind: 'state', codes: states, width: 90 },
      { name: 'number', text: texts.number, kind: 'text', width: 170 },
    ],
  },
]
