import type { MeasureGroup } from '../../kernel/grammar/measure.ts'
import { sumSql, sums } from './cost.ts'

/** What a page with parts spent on something. */
const parted = (of: keyof typeof sums) => ({ where: 'f.parted', add: sumSql(sums[of]) })
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
      count: {},
      days: { add: 'f.days' },
      fen: { add: 'f.total_fen' },
      deaths: { where: "f.departure = '5'" },
      surgical: { where: 'f.level is not null' },
      high: { where: 'f.level >= 3' },
      partedFen: { where: 'f.parted', add: 'f.total_fen' },
      parted: { where: 'f.parted' },
      drugFen: parted('drug'),
      examinationFen: parted('examination'),
      consumableFen: parted('consumable'),
      serviceFen: parted('service'),
      transferred: { where: "f.departure = '2'" },
      down: { where: "f.departure = '3'" },
      against: { where: "f.departure = '4'" },
      emergency: { where: "f.route = '1'" },
      received: { where: "f.route = '3'" },
      births: { where: birth },
      light: { where: `${birth} and f.birth_weight < 2500` },
    },
  },
  {
    name: 'deliveries',
    view: 'admission',
    list: 'admissions',
    also: [{ view: 'operation' }],
    parts: { caesarean: { where: `${birth} and ${caesarean}` } },
  },
  {
    name: 'readmissions',
    view: 'admission',
    list: 'admissions',
    residence: true,
    dims: { disease: 'left(f.diagnosis, 3)' },
    also: [{ view: 'admission' }],
    join: earlier,
    parts: { count: {}, same: { where: 'r.same' }, own: { where: 'r.own' }, unplanned: { where: 'r.unplanned' } },
  },
  {
    name: 'operations',
    view: 'operation',
    list: 'operations',
    parts: { graded: { where: 'f.level is not null' }, high: { where: "f.level in ('3', '4')" } },
  },
]
