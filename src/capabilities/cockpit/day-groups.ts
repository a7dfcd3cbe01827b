import type { MeasureGroup } from '../../kernel/grammar/measure.ts'
import { texts } from './texts.ts'

/** What only days are told of, beside the groups of the library. `on`: SQL of the local day a row counts on. */
type DayOnly = MeasureGroup & { on?: string }

const admitted = `(f.admitted at time zone 'Asia/Shanghai')::date`
/** A later follow-up of the same patient and disease, by yesterday: what was due is done. */
const done = `exists (select 1 from flat_follow_up u where u.county_id = f.county_id and u.patient_id = f.patient_id and u.disease = f.disease and u.at > f.at)`

/**
 * Follow-ups by the day on which the one before said they were due (下次随访日期); stays by the day they began; and who lay in hospital on a day. A stay is known when its front
 * page comes in, at discharge: the last two are complete only some weeks back.
 */
export const dayGroups: readonly DayOnly[] = [
  {
    name: 'cockpit-due',
    view: 'follow_up',
    list: 'follow-ups',
    on: 'f.next',
    parts: { due: { text: texts.due }, done: { text: texts.done, where: done } },
  },
  { name: 'cockpit-admitted', view: 'admission', list: 'admissions', on: admitted, parts: { count: { text: texts.admitted } } },
  {
    name: 'cockpit-inpatients',
    kind: 'stock',
    view: 'admission',
    list: 'admissions',
    until: 'f.day',
    parts: { count: { text: texts.inpatients, from: admitted } },
  },
]
