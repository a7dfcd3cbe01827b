import type { MeasureGroup } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { sumSql, sums } from './cost.ts'

/** What a page with parts spent on something. */
const parted = (of: keyof typeof sums, text: Text) => ({ text, where: 'f.parted', add: sumSql(sums[of]) })
/** On the mother's page stands what her child weighs; a newborn's own page may say it too. */
const birth = 'f.birth_weight is not null and f.age > 0'
/** 剖宫产术, ICD-9-CM-3: 74.0–74.2, 74.4, 74.99. */
const caesarean = `exists (select 1 from flat_operation o where o.county_id = f.county_id and o.patient_id = f.patient_id and o.encounter = f.id
  and (o.code >= '74.0' and o.code < '74.3' or o.code like '74.4%' or o.code like '74.99%'))`

/** The day of admission, local. */
const admitted = `(f.admitted at time zone 'Asia/Shanghai')::date`
/**
 * An earlier stay of the same person that ended at most 31 days before this one began: of two days that touch, the one that began first. One that ended in another hospital or a health centre (离院方式 2, 3) is left out, for care went on there.
 */
const earlier = `join lateral (
  select bool_or(left(e.diagnosis, 3) = left(f.diagnosis, 3)) as same, bool_or(e.org_key = f.org_key) as own, bool_and(e.readmission is distinct from '2') as unplanned
  from person q join flat_admission e on e.county_id = q.county_id and e.patient_id = q.patient_id and e.at >= f.admitted - interval '33 days'
    and e.day between ${admitted} - 31 and ${admitted} and (e.admitted, e.id) < (f.admitted, f.id) and coalesce(e.departure, '') not in ('2', '3')
  where q.county_id = f.county_id and q.person_id = p.person_id and q.valid_to = 'infinity' having count(*) > 0) r on true`

/** Counted are discharges in the month of discharge; annulled stays are not in the view at all. Beyond the county stand those that were settled, and only they. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'admissions',
    view: 'admission',
    list: 'admissions',
    residence: true,
    dims: { disease: 'left(f.diagnosis, 3)' },
    parts: {
      count: { text: ['出院人次', 'discharges'] },
      days: { text: ['出院者占用床日数', 'bed-days of those discharged'], add: 'f.days' },
      fen: { text: ['住院总费用', 'cost of stays'], add: 'f.total_fen' },
      deaths: { text: ['住院死亡人数', 'deaths'], where: "f.departure = '5'" },
      surgical: { text: ['有分级手术的出院人次', 'discharges with a graded operation'], where: 'f.level is not null' },
      high: { text: ['有三四级手术的出院人次', 'discharges with a level 3–4 operation'], where: 'f.level >= 3' },
      partedFen: { text: ['有费用分项的住院总费用', 'cost of stays whose page gives the parts'], where: 'f.parted', add: 'f.total_fen' },
      parted: { text: ['有费用分项的出院人次', 'discharges whose page gives the parts'], where: 'f.parted' },
      drugFen: parted('drug', ['住院药费', 'drug cost of stays']),
      examinationFen: parted('examination', ['住院检查检验费', 'examination cost of stays']),
      consumableFen: parted('consumable', ['住院耗材费', 'consumables of stays']),
      serviceFen: parted('service', ['住院医疗服务费', 'medical service cost of stays']),
      transferred: { text: ['医嘱转院人次', 'transfers to other hospitals'], where: "f.departure = '2'" },
      down: {
        text: ['医嘱转基层人次', 'discharges sent to primary care'],
        where: "f.departure = '3'",
      },
      against: { text: ['非医嘱离院人次', 'discharges against advice'], where: "f.departure = '4'" },
      emergency: { text: ['急诊入院人次', 'discharges admitted as emergencies'], where: "f.route = '1'" },
      received: { text: ['其他机构转入人次', 'discharges sent in by other institutions'], where: "f.route = '3'" },
      births: { text: ['住院分娩人数', 'deliveries in hospital'], where: birth },
      light: { text: ['新生儿不足 2500 克的产妇', 'mothers of newborns under 2500 g'], where: `${birth} and f.birth_weight < 2500` },
    },
  },
  {
    name: 'deliveries',
    view: 'admission',
    list: 'admissions',
    also: [{ view: 'operation' }],
    parts: { caesarean: { text: ['剖宫产产妇', 'mothers with a caesarean section'], where: `${birth} and ${caesarean}` } },
  },
  {
    name: 'readmissions',
    view: 'admission',
    list: 'admissions',
    residence: true,
    dims: { disease: 'left(f.diagnosis, 3)' },
    also: [{ view: 'admission' }],
    join: earlier,
    parts: {
      count: { text: ['31 天内再住院人次', 'readmissions within 31 days'] },
      same: { text: ['同一病种再住院人次', 'readmissions for the same diagnosis'], where: 'r.same' },
      own: { text: ['同一机构再住院人次', 'readmissions to the same institution'], where: 'r.own' },
      unplanned: { text: ['非计划再住院人次', 'unplanned readmissions'], where: 'r.unplanned' },
    },
  },
  {
    name: 'operations',
    view: 'operation',
    list: 'operations',
    parts: {
      graded: { text: ['分级手术例数', 'graded operations'], where: 'f.level is not null' },
      high: { text: ['三四级手术例数', 'level 3–4 operations'], where: "f.level in ('3', '4')" },
    },
  },
]
