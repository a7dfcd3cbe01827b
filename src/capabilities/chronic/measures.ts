import type { MeasureGroup, Part } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { diseases } from './codes.ts'
import { texts } from './texts.ts'

const classed = 'f.result is not null'
const satisfied = "f.result = '1'"
const of = (disease: 'HTN' | 'DM') => `f.disease = '${disease}'`

/** The words with the disease after them. */
const ofDisease = ([zh, en]: Text, disease: 'HTN' | 'DM'): Text => [`${zh}：${diseases[disease][0]}`, `${en}: ${diseases[disease][1]}`]

const both = (text: Text, name: string, where: string): Record<string, Part> => ({
  [`htn${name}`]: { text: ofDisease(text, 'HTN'), where: `${of('HTN')} and ${where}` },
  [`dm${name}`]: { text: ofDisease(text, 'DM'), where: `${of('DM')} and ${where}` },
})

/** Follow-ups in the month they were done, at the institution that did them. */
const followUps: MeasureGroup = {
  name: 'follow-ups',
  view: 'follow_up',
  list: 'follow-ups',
  residence: true,
  parts: {
    count: { text: texts.followUps },
    classed: { text: texts.classed, where: classed },
    controlled: { text: texts.satisfied, where: satisfied },
    ...both(texts.followUps, '', 'true'),
    ...both(texts.classed, 'Classed', classed),
    ...both(texts.satisfied, 'Controlled', satisfied),
  },
}

/** Who was lost, moved or died and has no last day: nobody knows until when he was under care, so the entry never counts. */
const held = "(f.state = '1' or f.ended is not null) and (d.died is null or d.died >= t.last)"
/** The follow-ups of an entry's person and disease, whoever did them, in the order of days: looked up once an entry, not once a month. */
const visits = `left join lateral (
    select array_agg(u.day order by u.day, u.id) as days, array_agg(u.result order by u.day, u.id) as results,
      array_agg(u.systolic order by u.day, u.id) as systolic, array_agg(u.diastolic order by u.day, u.id) as diastolic, array_agg(u.glucose order by u.day, u.id) as glucose
    from person q join flat_follow_up u on u.county_id = q.county_id and u.patient_id = q.patient_id
    where q.county_id = f.county_id and q.person_id = p.person_id and q.valid_to = 'infinity' and u.disease = f.disease and u.day is not null offset 0) v on true`
/** How many of them are done by the end of the month. */
const done = `cross join lateral (select width_bucket(t.last, v.days) as n offset 0) w`
/** The days on which earlier entries of the same person hold: he counts in the first of those that hold. */
const others = `left join lateral (
    select range_agg(case when b.ended is null or b.ended >= b.day then daterange(b.day, b.ended) end) as covered
    from person y join flat_chronic_register b on b.county_id = y.county_id and b.patient_id = y.patient_id
    where y.county_id = f.county_id and y.person_id = p.person_id and y.valid_to = 'infinity' and b.id < f.id and (b.state = '1' or b.ended is not null) offset 0) c on true`
const once = `${held} and (c.covered is null or not c.covered @> t.last)`

/** Follow-ups that a year asks for: 4 of hypertension, diabetes and severe mental disorder (国家基本公共卫生服务规范), 2 of the others [U]. */
const asked = `case when f.disease in ('HTN', 'DM', 'SMI') then 4 else 2 end`
const standard = `${held} and v.days[w.n + 1 - (${asked})] > t.last - 365`
const seen = `${held} and v.days[w.n] > t.last - 365`
const controlled = `${seen} and v.results[w.n] = '1'`
const old = "d.birth <= t.last - interval '65 years'"
/** Targets of the rates: 规范第三版 (< 140/90, from 65 years < 150/90; fasting glucose < 7.0) and, for hypertension, 国家基层高血压防治管理指南 2025版 (< 130/80 under 80 years). */
const pressure = `v.systolic[w.n] < case when ${old} then 150 else 140 end and v.diastolic[w.n] < 90`
const clinical = `case when d.birth <= t.last - interval '80 years' then ${pressure} else v.systolic[w.n] < 130 and v.diastolic[w.n] < 80 end`
const year = `${held} and f.day <= t.last - 365`

/** Entries of registers that hold on the last day of a month. Lower-case names count all diseases. */
const registers: MeasureGroup = {
  name: 'registers',
  kind: 'stock',
  view: 'chronic_register',
  list: 'chronic-registers',
  residence: true,
  until: 'f.ended',
  also: [{ view: 'follow_up', reach: 12 }, { view: 'chronic_register' }],
  join: `${visits} ${others}`,
  each: done,
  parts: {
    count: { text: texts.entries, where: held },
    persons: { text: texts.registered, where: once },
    ...both(texts.entries, '', held),
    standard: { text: texts.standardised, where: standard },
    ...both(texts.standardised, 'Standard', standard),
    ...both(texts.entriesOfYear, 'Year', year),
    ...both(texts.standardisedOfYear, 'YearStandard', `${year} and ${standard}`),
    seen: { text: texts.seen, where: seen },
    ...both(texts.seen, 'Seen', seen),
    controlled: { text: texts.lastControlled, where: controlled },
    ...both(texts.lastControlled, 'Controlled', controlled),
    htnMeasured: { text: texts.belowRules, where: `${of('HTN')} and ${seen} and ${pressure}` },
    htnClinical: { text: texts.belowGoal, where: `${of('HTN')} and ${seen} and ${clinical}` },
    dmMeasured: { text: texts.belowGlucose, where: `${of('DM')} and ${seen} and v.glucose[w.n] < 7.0` },
  },
}

/** The day of admission; of a settlement that does not tell it, its own. */
const admitted = `coalesce((f.visited at time zone 'Asia/Shanghai')::date, f.day)`
/** The days on which a person stands in a register, and in that of hypertension or diabetes. */
const careOf = (disease: string) =>
  `range_agg(daterange(r.day, r.ended)) filter (where (r.ended is null or r.ended >= r.day) and (r.state = '1' or r.ended is not null)${disease})`
const stays = {
  view: 'settlement',
  list: 'settlements',
  residence: true,
  outside: 'counted',
  also: [{ view: 'chronic_register' }],
  dims: { disease: 'left(f.diagnosis, 3)' },
  where: "f.class = '21'",
  join: `join lateral (select ${careOf('')} as care, ${careOf(" and r.disease = 'HTN'")} as htn, ${careOf(" and r.disease = 'DM'")} as dm
      from person q join flat_chronic_register r on r.county_id = q.county_id and r.patient_id = q.patient_id
      where q.county_id = f.county_id and q.person_id = p.person_id and q.valid_to = 'infinity' offset 0) m on m.care is not null`,
} as const satisfies Partial<MeasureGroup>
const managed = (of: string) => `m.${of} @> ${admitted}`
/** Persons in a register on the day they were admitted, by settlements, wherever they went; and how often. */
const inpatients: MeasureGroup = {
  ...stays,
  name: 'managed-inpatients',
  kind: 'distinct',
  parts: {
    persons: { text: texts.admittedPersons, where: managed('care') },
    inside: { text: texts.admittedInside, where: `${managed('care')} and f.place = '1'` },
    htn: { text: ofDisease(texts.admittedPersons, 'HTN'), where: managed('htn') },
    dm: { text: ofDisease(texts.admittedPersons, 'DM'), where: managed('dm') },
  },
}
const times: MeasureGroup = { ...stays, name: 'managed-stays', parts: { count: { text: texts.admittedTimes, where: managed('care') } } }

export const measures: readonly MeasureGroup[] = [followUps, registers, inpatients, times]
