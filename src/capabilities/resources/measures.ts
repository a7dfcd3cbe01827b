import type { MeasureGroup, Part } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { figureItems } from './items.ts'
import { numberTexts as texts } from './number-texts.ts'
import { partTexts as parts } from './part-texts.ts'
import { texts as words } from './texts.ts'

/** An institution's own report stands for the whole; where it gives none, its departments' reports do, so that nothing is counted twice. */
const whole = `(f.department is null or not exists (select 1 from flat_bed_month w
  where w.county_id = f.county_id and w.month = f.month and w.org_key = f.org_key and w.department is null))`
const daysOfMonth = "extract(day from f.month + interval '1 month - 1 day')"

const beds: MeasureGroup = {
  name: 'beds',
  view: 'bed_month',
  list: 'bed-months',
  parts: {
    open: { text: words.openDays, where: whole, add: 'f.open_days' },
    occupied: { text: words.occupiedDays, where: whole, add: 'f.occupied_days' },
    /** Hundredths of a bed. */
    mean: { text: texts.averageBeds, where: whole, add: `round(100.0 * f.open_days / ${daysOfMonth})` },
    actual: { text: words.actual, where: whole, add: 'f.actual' },
    approved: { text: words.approved, where: whole, add: 'f.approved' },
  },
}

/** `hundredths` of a figure: fen, or hundredths of a percent. */
const item = (code: string): Part => ({ text: figureItems[code]!.text, where: `f.item = '${code}'`, add: 'f.hundredths' })
const number = (code: string): Part => ({ ...item(code), add: 'f.value' })
const told = (code: string): Part => {
  const [zh, en] = figureItems[code]!.text
  return { text: [`${zh}：填报机构数`, `${en}: institutions that told`], where: `f.item = '${code}'` }
}
const yes = (code: string): Part => {
  const [zh, en] = figureItems[code]!.text
  return { text: [`${zh}：填“是”的机构数`, `${en}: institutions that said yes`], where: `f.item = '${code}' and f.value >= 1` }
}

const figures: MeasureGroup = {
  name: 'month-figures',
  view: 'figure',
  list: 'month-figures',
  parts: {
    ...{ revenue: item('REV_TOTAL'), medical: item('REV_MED'), fiscal: item('REV_FISCAL'), drugs: item('REV_DRUG') },
    ...{ consumables: item('REV_CONSUMABLE'), exams: item('REV_EXAM'), services: item('REV_SERVICE'), fund: item('REV_FUND') },
    ...{ income: item('REV_ACTIVITY'), 'key-drugs': item('REV_KEY_DRUG'), 'key-consumables': item('REV_KEY_CONSUMABLE') },
    ...{ spent: item('EXP_TOTAL'), 'staff-cost': item('EXP_STAFF'), cost: item('EXP_ACTIVITY') },
    ...{ energy: item('EXP_ENERGY'), training: item('EXP_TRAINING'), pay: item('PAY_TOTAL'), 'basic-pay': item('PAY_FLOOR') },
    ...{ bought: item('DRUG_PURCHASE'), essential: item('DRUG_ESSENTIAL'), same: item('DRUG_SAME'), won: item('DRUG_WON') },
    ...{ outpatients: item('SAT_OP'), 'outpatients-told': told('SAT_OP'), inpatients: item('SAT_IP'), 'inpatients-told': told('SAT_IP') },
    ...{ satisfied: item('SAT_STAFF'), 'satisfied-told': told('SAT_STAFF'), techniques: number('NEW_TECH') },
    ...{ offered: number('EQA_OFFERED'), joined: number('EQA_JOINED'), passed: number('EQA_PASSED') },
  },
}

const standing =
  'UNIFIED DEMOCRATIC COORDINATED IMAGING_CENTER ECG_CENTER STD_BASIC STD_RECOMMENDED EMR_GRADE FD_SIGNED FD_KEY FD_KEY_SIGNED DEBT ASSET'
/** What an institution said of its state holds until it says it again, twelve months at most. */
const states: MeasureGroup = {
  name: 'states',
  kind: 'stock',
  view: 'figure',
  list: 'month-figures',
  join: `join (select s.county_id, s.id, lead(s.day) over (partition by s.county_id, s.org_key, s.item order by s.day, s.id) as next
      from flat_figure s where s.item = any(string_to_array('${standing}', ' '))) n on n.county_id = f.county_id and n.id = f.id`,
  until: "least(n.next, (f.day + interval '1 year')::date)",
  parts: {
    ...{ unified: yes('UNIFIED'), 'unified-told': told('UNIFIED'), democratic: yes('DEMOCRATIC'), 'democratic-told': told('DEMOCRATIC') },
    ...{ coordinated: yes('COORDINATED'), 'coordinated-told': told('COORDINATED'), imaging: yes('IMAGING_CENTER') },
    ...{ 'imaging-told': told('IMAGING_CENTER'), ecg: yes('ECG_CENTER'), 'ecg-told': told('ECG_CENTER') },
    ...{ basic: yes('STD_BASIC'), recommended: yes('STD_RECOMMENDED'), grade: number('EMR_GRADE'), 'grade-told': told('EMR_GRADE') },
    ...{ signed: number('FD_SIGNED'), key: number('FD_KEY'), 'key-signed': number('FD_KEY_SIGNED') },
    ...{ debt: item('DEBT'), assets: item('ASSET') },
  },
}

const physician = "f.category in ('11', '12')"
const inDepartment = (text: Text, names: string): Part => ({
  text,
  where: `${physician} and exists (select 1 from org_dim o where o.county_id = f.county_id and o.org_id = f.department and o.name ~ '${names}')`,
})
export const specialties = {
  anaesthesia: [texts.anaesthesia, '麻醉'],
  paediatrics: [texts.paediatrics, '儿科|新生儿'],
  intensive: [texts.intensive, '重症|ICU'],
  pathology: [texts.pathology, '病理'],
  'chinese-medicine': [texts.chineseMedicine, '中医|针灸|推拿|骨伤|肛肠'],
} as const
/** Who is there on a day: from the first to the last day of the post, both included. */
const staff: MeasureGroup = {
  name: 'staff',
  kind: 'stock',
  view: 'staff',
  list: 'staff',
  until: 'f.until + 1',
  also: [{ view: 'organization' }],
  parts: {
    count: { text: texts.staffCount },
    physicians: { text: parts.physicians, where: physician },
    licensed: { text: parts.licensed, where: "f.category = '11'" },
    'village-doctors': { text: parts.villageDoctors, where: "f.category = '13'" },
    nurses: { text: parts.nurses, where: "f.category = '21'" },
    'general-practitioners': { text: parts.generalPractitioners, where: `${physician} and f.general_practice` },
    senior: { text: parts.senior, where: `${physician} and f.title_level in ('1', '2')` },
    middle: { text: parts.middle, where: `${physician} and f.title_level in ('1', '2', '3')` },
    'public-health': {
      text: parts.publicHealth,
      where: "exists (select 1 from org_dim o where o.county_id = f.county_id and o.org_key = f.org_key and o.type ~ '^[EFGHJK]')",
    },
    scarce: inDepartment(
      parts.scarceStaff,
      Object.values(specialties)
        .map(([, names]) => names)
        .join('|'),
    ),
    ...Object.fromEntries(Object.entries(specialties).map(([name, [text, names]]) => [name, inDepartment(text, names)])),
  },
}
/** Staff of institutions that reported pay for the month. */
const paid: MeasureGroup = {
  name: 'paid-staff',
  kind: 'stock',
  view: 'staff',
  list: 'staff',
  until: 'f.until + 1',
  also: [{ view: 'figure', reach: 0, at: 'institution' }],
  each: `left join flat_figure g on g.county_id = f.county_id and g.org_key = f.org_key and g.month = date_trunc('month', t.last)::date and g.item = 'PAY_TOTAL'`,
  parts: { count: { text: parts.paidStaff, where: 'g.value > 0' } },
}

const sentBy = (which: string) =>
  `f.category = '11' and exists (select 1 from org_dim o where o.county_id = f.county_id and o.org_id = f.home and o.type ~ '^[AG]' ${which})`
const middleTitle = `${sentBy('')} and f.title_level in ('1', '2', '3')`
const long = "coalesce(f.until + 1 >= f.day + interval '6 months', true)"
/** Who has several postings on a day counts in the first of them. */
const first = (
  same: string,
) => `not exists (select 1 from flat_posting e where e.county_id = f.county_id and e.practitioner = f.practitioner and e.id < f.id
  and e.day <= t.last and (e.until is null or e.until >= t.last) and e.category = f.category ${same})`
const postings: MeasureGroup = {
  name: 'postings',
  kind: 'stock',
  view: 'posting',
  list: 'postings',
  until: 'f.until + 1',
  also: [{ view: 'posting' }, { view: 'organization' }],
  parts: {
    count: { text: parts.postedMiddle, where: `${middleTitle} and ${first('')}` },
    long: { text: parts.postedLong, where: `${middleTitle} and ${long} and ${first(`and ${long.replaceAll('f.', 'e.')}`)}` },
    /** Hundredths of days a week. */
    days: { text: parts.postedDays, where: middleTitle, add: 'round(100 * f.days_per_week)' },
    county: { text: parts.postedByCounty, where: `${sentBy('and o.inside')} and ${first('')}` },
  },
}

const used = "(f.state = 'in-use' or f.until is not null)"
const ecg = "f.name like '%心电%' and f.name not like '%监护%'"
const isClinic = "exists (select 1 from org_dim o where o.county_id = f.county_id and o.org_key = f.org_key and o.type like 'D6%')"
const firstDevice = `not exists (select 1 from flat_equipment e where e.county_id = f.county_id and e.org_key = f.org_key and e.id < f.id
  and e.day <= t.last and (e.until is null or e.until >= t.last) and ${`${used} and ${ecg}`.replaceAll('f.', 'e.')})`
/** Equipment in use, to the last day. */
const equipment: MeasureGroup = {
  name: 'equipment',
  kind: 'stock',
  view: 'equipment',
  list: 'equipment',
  until: 'f.until + 1',
  also: [{ view: 'organization', at: 'institution' }],
  parts: { 'clinics-with-ecg': { text: parts.clinicsWithEcg, where: `${used} and ${ecg} and ${isClinic} and ${firstDevice}` } },
}

const institutions: MeasureGroup = {
  name: 'institutions',
  kind: 'stock',
  view: 'organization',
  list: 'organizations',
  until: 'f.until + 1',
  parts: {
    clinics: {
      text: parts.clinics,
      where: "f.level = 'institution' and f.type like 'D6%' and (f.state = 'active' or f.until is not null)",
    },
    centres: { text: parts.centres, where: "f.level = 'institution' and f.type ~ '^[BC]' and (f.state = 'active' or f.until is not null)" },
  },
}

export const measures: readonly MeasureGroup[] = [beds, figures, states, staff, paid, postings, equipment, institutions]
