/** How the engine says each series of the truth: by a cell that indicators divide, or by counting flat rows. */

/**
 * `cell` is a part of a measure group, kept by institution and month. `sql` answers rows (unit, month, n) of the county $1; $2 are the last days of the months, $3 the
 * institutions of the truth, $4 is the first day. `unsaid` tells why the engine has no such number.
 */
export type Said = { cell: string } | { sql: string } | { unsaid: string }

/** A sum over the rows of a flat view in their month, by institution. */
const rows = (view: string, where = 'true', add = '1'): Said => ({
  sql: `select f.org_key::text as unit, f.month, sum(${add})::bigint as n from flat_${view} f where f.county_id = $1 and ${where} group by 1, 2`,
})
const cell = (name: string): Said => ({ cell: name })
const unsaid = (why: string): Said => ({ unsaid: why })

/** What stands on the last day of each month. */
const stock = (unit: string, from: string, where = 'true', add = '1'): Said => ({
  sql: `select ${unit} as unit, date_trunc('month', t.last)::date as month, sum(${add})::bigint as n
    from unnest($2::date[]) t(last) cross join ${from} where f.county_id = $1 and ${where} group by 1, 2`,
})
const employed = (where = 'true') =>
  stock('f.org_key::text', 'flat_staff f', `f.day <= t.last and (f.until is null or f.until > t.last) and f.org_key = any($3) and ${where}`)

/** A register holds a day from the first day to the one before it ended. */
const held = 'f.day <= t.last and (f.ended is null or f.ended > t.last)'
const year = `u.county_id = f.county_id and u.register = f.id and u.day > t.last - 365 and u.day <= t.last`
/** Followed up as often as the rules ask in the year that ends: 4 times hypertension, diabetes and severe mental illness, twice the others. */
const managed = `(select count(*) from flat_follow_up u where ${year}) >= case when f.disease in ('HTN', 'DM', 'SMI') then 4 else 2 end`
/** The last follow-up of that year found control. */
const controlled = `(select u.result from flat_follow_up u where ${year} order by u.day desc, u.id desc limit 1) = '1'`
const register = (where = 'true') => stock('f.org_key::text', 'flat_chronic_register f', `${held} and ${where}`)

const births = unsaid('a front page tells when the mother left, not when she gave birth')
const inBed = unsaid('who still lies in hospital on the last day has no front page yet')

export const institutions: Readonly<Record<string, Said>> = {
  visits: cell('visits.count'),
  emergencyVisits: cell('visits.emergency'),
  firstVisits: rows('visit', 'f.first_visit'),
  tcmVisits: cell('visits.tcm'),
  visitFees: cell('visits.fen'),
  drugFees: rows('visit', 'true', 'f.drug_fen'),
  herbFees: rows('visit', 'true', 'f.herbal_fen'),
  examFees: rows('visit', 'true', 'f.exam_fen'),
  admissions: inBed,
  discharges: cell('admissions.count'),
  dischargedDays: cell('admissions.days'),
  bedDays: cell('beds.occupied'),
  openBedDays: cell('beds.open'),
  hospitalDeaths: cell('admissions.deaths'),
  stayFees: cell('admissions.fen'),
  stayDrugFees: cell('admissions.drugFen'),
  births,
  surgicalDischarges: cell('admissions.surgical'),
  highSurgicalDischarges: cell('admissions.high'),
  ...operations(),
  transfersOut: rows('admission', "f.departure = '2'"),
  transfersDown: rows('admission', "f.departure = '3'"),
  registered: register(),
  managed: register(managed),
  controlled: register(controlled),
  followUps: cell('follow-ups.count'),
  followUpsControlled: cell('follow-ups.controlled'),
  hypertensionFollowUps: cell('follow-ups.htn'),
  diabetesFollowUps: cell('follow-ups.dm'),
  staff: employed(),
  doctors: employed("f.category in ('11', '12')"),
  nurses: employed("f.category = '21'"),
  authorisedBeds: rows('bed_month', 'true', 'f.approved'),
  openBeds: rows('bed_month', 'true', 'f.actual'),
  reportedDeaths: cell('deaths.count'),
  settlements: cell('settlements.count'),
  settledFees: cell('settlements.fen'),
  settledFund: cell('settlements.fund'),
  revenue: cell('month-figures.revenue'),
}

/** Operations of a level, in the month of the discharge (the operation's own row has its own month). */
function operations() {
  const of = (level: number): Said => ({
    sql: `select a.org_key::text as unit, a.month, count(*)::bigint as n from flat_operation f
      join flat_admission a on a.county_id = f.county_id and a.id = f.encounter where f.county_id = $1 and f.level = '${level}' group by 1, 2`,
  })
  return { surgery1: of(1), surgery2: of(2), surgery3: of(3), surgery4: of(4) }
}

/** The township where a row's person lives on a day. */
const lives = (day: string) => `join person p on p.county_id = f.county_id and p.patient_id = f.patient_id and p.valid_to = 'infinity'
  join resident_dim d on d.county_id = f.county_id and d.person_id = p.person_id and ${day} between d.valid_from and d.valid_to`
const ofPeople = (view: string, where = 'true'): Said => ({
  sql: `select d.township as unit, f.month, count(*)::bigint as n from flat_${view} f ${lives('f.day')} where f.county_id = $1 and ${where} group by 1, 2`,
})
const registerOf = (where = 'true') => stock('d.township', `flat_chronic_register f ${lives('t.last')}`, `${held} and ${where}`)
const here = 'd.valid_from <= t.last and d.valid_to >= t.last and d.birth <= t.last and (d.died is null or d.died >= t.last)'
const moved = (column: string): Said => ({
  sql: `select f.township as unit, date_trunc('month', f.${column})::date as month, count(*)::bigint as n from flat_resident f where f.county_id = $1 and f.resident and f.${column} >= $4 group by 1, 2`,
})
const unsettled = unsaid('what happens beyond the county comes to light only when it is settled')
const unmarked = unsaid('no measure tells a new stroke, heart attack or injury from one that is treated again')

export const residence: Readonly<Record<string, Said>> = {
  population: {
    sql: `select d.township as unit, date_trunc('month', t.last)::date as month, count(*)::bigint as n from unnest($2::date[]) t(last) join resident_dim d on ${here} where d.county_id = $1 and d.township is not null group by 1, 2`,
  },
  births: {
    sql: 'select f.township as unit, f.month, count(*)::bigint as n from flat_resident f where f.county_id = $1 and f.resident and f.moved_in is null and f.day >= $4 group by 1, 2',
  },
  deaths: { sql: 'select f.township as unit, f.month, count(*)::bigint as n from flat_death f where f.county_id = $1 group by 1, 2' },
  movedIn: moved('moved_in'),
  movedOut: moved('moved_out'),
  visitsIn: ofPeople('visit', 'f.org_key = any($3)'),
  visitsOut: unsettled,
  visitsOutSettled: ofPeople('settlement', "f.place <> '1' and f.class not in ('21', '41')"),
  admissionsIn: inBed,
  admissionsOut: unsettled,
  dischargesIn: ofPeople('admission', 'f.org_key = any($3)'),
  dischargesOut: unsettled,
  dischargesOutSettled: ofPeople('settlement', "f.place <> '1' and f.class = '21'"),
  strokes: unmarked,
  infarctions: unmarked,
  traumas: unmarked,
  hypertensives: unsaid('nobody knows of an illness that no doctor has seen'),
  registered: registerOf(),
  registeredPersons: {
    sql: `select d.township as unit, date_trunc('month', t.last)::date as month, count(distinct p.person_id) as n
      from unnest($2::date[]) t(last) cross join flat_chronic_register f ${lives('t.last')} where f.county_id = $1 and ${held} group by 1, 2`,
  },
  registeredHypertension: registerOf("f.disease = 'HTN'"),
  registeredDiabetes: registerOf("f.disease = 'DM'"),
  managed: registerOf(managed),
  controlled: registerOf(controlled),
}

/** By scheme and place, in the words of the truth. */
const paid = (where = 'true', add = '1'): Said => ({
  sql: `select (case f.insurance when '310' then '城镇职工' when '390' then '城乡居民' else f.insurance end) || '|' ||
      (array['县内', '市内县外', '省内市外', '省外'])[f.place::int] as unit, f.month, sum(${add})::bigint as n
    from flat_settlement f where f.county_id = $1 and ${where} group by 1, 2`,
})
const care = "f.class <> '41'"
const inpatient = "f.class = '21'"
export const insurance: Readonly<Record<string, Said>> = {
  settlements: paid(),
  careSettlements: paid(care),
  careFund: paid(care, 'f.fund_fen'),
  fees: paid('true', 'f.total_fen'),
  fund: paid('true', 'f.fund_fen'),
  large: paid('true', 'f.serious_fen'),
  aid: paid('true', 'f.aid_fen'),
  account: paid('true', 'f.account_fen'),
  cash: paid('true', 'f.cash_fen'),
  inpatientSettlements: paid(inpatient),
  inpatientFees: paid(inpatient, 'f.total_fen'),
  inpatientFund: paid(inpatient, 'f.fund_fen'),
}
