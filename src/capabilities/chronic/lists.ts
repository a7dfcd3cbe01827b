import type { List } from '../../kernel/grammar/view.ts'
import { adherences, diseases, methods, registerStates, results } from './codes.ts'
import { texts } from './texts.ts'

/** Of the follow-ups of the row's patient and disease. */
const followUps = (what: string) =>
  `(select ${what} from flat_follow_up u where u.county_id = f.county_id and u.patient_id = f.patient_id and u.disease = f.disease)`
const pressure = "case when f.systolic is not null or f.diastolic is not null then concat(f.systolic::text, '/', f.diastolic::text) end"

export const registerList = {
  name: 'chronic-registers',
  text: texts.registers,
  view: 'chronic_register',
  sort: { column: 'at', descending: true },
  columns: [
    { name: 'person_name', text: texts.person, kind: 'person', width: 110 },
    { name: 'disease', text: texts.disease, kind: 'code', codes: diseases, width: 120 },
    { name: 'state', text: texts.state, kind: 'state', codes: registerStates, width: 90 },
    { name: 'at', text: texts.registeredOn, kind: 'date', width: 110 },
    { name: 'last', text: texts.last, kind: 'date', sql: followUps('max(u.day)'), width: 110 },
    { name: 'next', text: texts.next, kind: 'date', sql: followUps('(array_agg(u.next order by u.at desc))[1]'), width: 110 },
    { name: 'level', text: texts.level, kind: 'text', width: 90 },
    { name: 'doctor', text: texts.doctor, kind: 'text', width: 90 },
    { name: 'diagnosed', text: texts.diagnosed, kind: 'date', width: 110 },
    { name: 'ended', text: texts.ended, kind: 'date', width: 110 },
    { name: 'org_name', text: texts.organization, kind: 'organization', width: 180 },
    { name: 'number', text: texts.number, kind: 'text', width: 170 },
  ],
} as const satisfies List

export const followUpList = {
  name: 'follow-ups',
  text: texts.followUps,
  view: 'follow_up',
  sort: { column: 'at', descending: true },
  columns: [
    { name: 'at', text: texts.day, kind: 'date', width: 110 },
    { name: 'person_name', text: texts.person, kind: 'person', width: 110 },
    { name: 'disease', text: texts.disease, kind: 'code', codes: diseases, width: 120 },
    { name: 'result', text: texts.result, kind: 'code', codes: results, width: 110 },
    { name: 'pressure', text: texts.pressure, kind: 'text', sql: pressure, width: 130 },
    { name: 'glucose', text: texts.glucose, kind: 'number', width: 180 },
    { name: 'hba1c', text: texts.hba1c, kind: 'number', width: 150 },
    { name: 'weight', text: texts.weight, kind: 'number', width: 80 },
    { name: 'adherence', text: texts.adherence, kind: 'code', codes: adherences, width: 100 },
    { name: 'method', text: texts.method, kind: 'code', codes: methods, width: 90 },
    { name: 'next', text: texts.next, kind: 'date', width: 110 },
    { name: 'org_name', text: texts.followedUpBy, kind: 'organization', width: 180 },
    { name: 'number', text: texts.followUpNumber, kind: 'text', width: 170 },
  ],
} as const satisfies List

export const lists: readonly List[] = [registerList, followUpList]
