/** The value of each indicator of care in some months and some unit, from rows that belong there; counted by hand. */

import { fen } from './csv.ts'
import type { Facts, Operation, Place, Settlement, Stay, Visit } from './facts.ts'

/** Rows of the months and unit asked; `insured`: mean of insured residents; `all`: every stay there is. */
export type Some = { [K in 'visits' | 'stays' | 'operations' | 'settlements']: Facts[K] } & { insured: number; all: readonly Stay[] }
/** Numerator, denominator, and the value where it is neither their quotient nor the numerator (before scale). */
export type Value = readonly [numerator: number, denominator?: number, value?: number]
type Of = (now: Some, before: Some, twoYears: Some) => Value

const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((n, row) => n + of(row), 0)
const count = <T>(rows: readonly T[], is: (row: T) => boolean) => rows.filter(is).length
const at = <T extends { at: Place }>(rows: readonly T[], what: Exclude<keyof Place, 'code'>) => rows.filter((row) => row.at[what])
const away = <T extends { at: Place }>(rows: readonly T[]) => rows.filter((row) => !row.at.inside)
const stayed = (rows: readonly Settlement[]) => rows.filter((s) => s.inpatient)
const care = (rows: readonly Settlement[]) => rows.filter((s) => s.care)
const visited = (rows: readonly Settlement[]) => rows.filter((s) => s.care && !s.inpatient)
const total = (rows: readonly { fen: number }[]) => sum(rows, (r) => r.fen)
const fund = (rows: readonly Settlement[]) => sum(rows, (s) => s.fund)
const growth =
  (of: (some: Some) => readonly [number, number]): Of =>
  (now, before) => {
    const [[n, d], [n0, d0]] = [of(now), of(before)]
    return [n, d, (n / d - n0 / d0) / (n0 / d0)]
  }
const change =
  (of: (some: Some) => number): Of =>
  (now, before) => [of(now), of(before), (of(now) - of(before)) / of(before)]

const tcm = (v: Visit) => v.row['中医病证编码'] !== undefined && v.row['中医病证编码'] !== ''
const perVisit = ({ visits }: Some) => [total(visits), visits.length] as const
const drugPerVisit = ({ visits }: Some) => [sum(visits, (v) => v.drugFen), visits.length] as const
export const visitValues: Readonly<Record<string, Of>> = {
  visits: ({ visits }) => [visits.length],
  'emergency-visits': ({ visits }) => [count(visits, (v) => v.row['就诊类别'] === '急诊')],
  'emergency-share': ({ visits }) => [count(visits, (v) => v.row['就诊类别'] === '急诊'), visits.length],
  'first-visit-share': ({ visits }) => [count(visits, (v) => v.row['初复诊'] === '初诊'), count(visits, (v) => !!v.row['初复诊'])],
  'primary-visit-share': ({ visits }) => [at(visits, 'primary').length, visits.length],
  'primary-visit-share:without-village': ({ visits }) => [
    count(visits, (v) => v.at.primary && !v.at.village),
    count(visits, (v) => !v.at.village),
  ],
  'resident-primary-share': ({ visits }) => [count(visits, (v) => v.at.primary && v.at.inside), visits.length],
  'in-county-care-rate': ({ visits, stays }) => [at(visits, 'inside').length + at(stays, 'inside').length, visits.length + stays.length],
  'in-county-care-rate:inpatient': ({ settlements: s }) => [at(stayed(s), 'inside').length, stayed(s).length],
  'in-county-care-rate:insured': ({ settlements: s }) => [at(care(s), 'inside').length, care(s).length],
  'tcm-visit-share': ({ visits }) => [count(visits, tcm), visits.length],
  'tcm-visit-share:department': ({ visits }) => [count(visits, (v) => v.at.tcm || !!v.row['科室']?.includes('中医')), visits.length],
  'primary-tcm-share': ({ visits }) => [count(at(visits, 'primary'), tcm), at(visits, 'primary').length],
  'cost-per-visit': perVisit,
  'county-cost-per-visit': ({ visits }) => [total(at(visits, 'county')), at(visits, 'county').length],
  'primary-cost-per-visit': ({ visits }) => [total(at(visits, 'primary')), at(visits, 'primary').length],
  'drug-cost-per-visit': drugPerVisit,
  'cost-per-visit-growth': growth(perVisit),
  'drug-cost-per-visit-growth': growth(drugPerVisit),
  'outpatient-drug-share': ({ visits }) => [sum(visits, (v) => v.drugFen), total(visits.filter((v) => v.row['药费']))],
}

const left = (stays: readonly Stay[], how: string) => count(stays, (s) => s.row['LYFS'] === how)
const spent = (stays: readonly Stay[], ...columns: string[]) => sum(stays, (s) => sum(columns, (name) => fen(s.row[name])))
const drugs = ['XYF', 'ZCYF', 'ZCYF1']
const perStay = ({ stays }: Some) => [total(stays), stays.length] as const
/** Front pages; what lies beyond the county is known from its settlement alone. */
const pages = (stays: readonly Stay[]) => stays.filter((s) => s.row['ZFY'])
const drugPerStay = ({ stays }: Some) => [spent(stays, ...drugs), pages(stays).length] as const
const born = (stays: readonly Stay[]) => stays.filter((s) => s.row['XSECSTZ'] && Number(s.row['NL']) > 0)
const disease = (s: Stay) => s.row['JBDM']!.slice(0, 3)
/** Stays of the same person that ended at most 31 days before this one began. */
const earlier = (s: Stay, all: readonly Stay[]) =>
  all.filter((e) => {
    const gap = Math.floor(s.from) - e.day
    return e !== s && e.person === s.person && gap >= 0 && gap <= 31 && e.from < s.from && !['2', '3'].includes(e.row['LYFS'] ?? '')
  })
const again = ({ stays, all }: Some, is: (e: Stay, s: Stay) => boolean): Value => [
  count(stays, (s) => earlier(s, all).some((e) => is(e, s))),
  stays.length,
]
export const stayValues: Readonly<Record<string, Of>> = {
  discharges: ({ stays }) => [stays.length],
  'primary-discharge-share': ({ stays }) => [at(stays, 'primary').length, stays.length],
  'average-stay': ({ stays }) => [sum(stays, (s) => s.days), stays.length],
  'emergency-admission-share': ({ stays }) => [count(stays, (s) => s.row['RYTJ'] === '1'), stays.length],
  operations: ({ operations }) => [count(operations, (o: Operation) => o.level > 0)],
  'high-level-operations': ({ operations }) => [count(operations, (o) => o.level > 2)],
  'surgical-discharges': ({ stays }) => [count(stays, (s) => s.levels.length > 0), stays.length],
  'high-level-surgery': ({ stays }) => [count(stays, (s) => s.levels.some((l) => l > 2)), count(stays, (s) => s.levels.length > 0)],
  'lead-high-level-surgery': ({ stays }) => [
    count(at(stays, 'lead'), (s) => s.levels.some((l) => l > 2)),
    count(at(stays, 'lead'), (s) => s.levels.length > 0),
  ],
  'inpatient-deaths': ({ stays }) => [left(stays, '5')],
  'inpatient-mortality': ({ stays }) => [left(stays, '5'), stays.length],
  'readmission-31': (some) => again(some, () => true),
  'readmission-31:same-diagnosis': (some) => again(some, (e, s) => disease(e) === disease(s)),
  'readmission-31:same-institution': (some) => again(some, (e, s) => e.at.code === s.at.code),
  'readmission-31:unplanned': ({ stays, all }) => [
    count(stays, (s) => earlier(s, all).length > 0 && earlier(s, all).every((e) => e.row['SFZZYJH'] !== '2')),
    stays.length,
  ],
  'transfer-out-share': ({ stays }) => [left(stays, '2'), stays.length],
  'against-advice-share': ({ stays }) => [left(stays, '4'), stays.length],
  'down-referral-rate': ({ stays }) => [left(at(stays, 'lead'), '3'), at(stays, 'lead').length],
  'down-referral-rate:of-received': ({ stays }) => [left(at(stays, 'lead'), '3'), count(at(stays, 'lead'), (s) => s.row['RYTJ'] === '3')],
  'hospital-births': ({ stays }) => [born(stays).length],
  'caesarean-share': ({ stays }) => [
    count(born(stays), (s) =>
      Array.from({ length: 7 }, (_, i) => s.row[`SSJCZBM${i + 1}`] ?? '').some((code) => /^74\.([0124]|99)/.test(code)),
    ),
    born(stays).length,
  ],
  'low-birth-weight-share': ({ stays }) => [count(born(stays), (s) => Number(s.row['XSECSTZ']) < 2500), born(stays).length],
  'cost-per-admission': perStay,
  'county-cost-per-admission': ({ stays }) => [total(at(stays, 'county')), at(stays, 'county').length],
  'primary-cost-per-admission': ({ stays }) => [total(at(stays, 'primary')), at(stays, 'primary').length],
  'drug-cost-per-admission': drugPerStay,
  'cost-per-admission-growth': growth(perStay),
  'drug-cost-per-admission-growth': growth(drugPerStay),
  'inpatient-drug-share': ({ stays }) => [spent(stays, ...drugs), total(pages(stays))],
  'inpatient-consumable-share': ({ stays }) => [spent(stays, 'HCYYCLF', 'YYCLF', 'YCXYYCLF'), total(pages(stays))],
  'inpatient-examination-share': ({ stays }) => [spent(stays, 'BLZDF', 'SYSZDF', 'YXXZDF', 'LCZDXMF'), total(pages(stays))],
  'inpatient-service-share': ({ stays }) => [
    spent(stays, 'YLFUF', 'ZLCZF', 'HLF', 'QTFY', 'FSSZLXMF', 'SSZLF', 'KFF', 'ZYZLF'),
    total(pages(stays)),
  ],
}

/** 重点病种 as the county agreed: tumours, ischaemic heart disease, strokes, hips and knees, spine, eyes, kidneys. */
const isKey = (s: Settlement) => /^(C[0-8]|C9[0-7]|I2[0-5]|I6|M1[67]|M4[89]|M5[01]|H2[5-9]|H3[0-3]|N1[789])/.test(s.row['诊断编码']!)
const far = (s: Settlement) => s.place === '省内市外' || s.place === '省外'
const keyOf = (rows: readonly Settlement[], is: (s: Settlement) => boolean) => count(stayed(rows), (s) => isKey(s) && is(s))
const persons = (rows: readonly Settlement[]) => new Set(rows.map((s) => s.person)).size
const perInpatient = ({ settlements: s }: Some) => [total(at(stayed(s), 'inside')), persons(at(stayed(s), 'inside'))] as const
const perStayInside = ({ settlements: s }: Some) => [total(at(stayed(s), 'inside')), at(stayed(s), 'inside').length] as const
const perSettledStay = ({ settlements: s }: Some) => [total(stayed(s)), stayed(s).length] as const
const perSettled = ({ settlements: s }: Some) => [total(care(s)), care(s).length] as const
const perInsured = ({ settlements: s, insured }: Some) => [total(care(s)), insured] as const
const repaid = (rows: readonly Settlement[]): Value => [fund(rows), total(rows)]
const elsewhere =
  (place: string) =>
  ({ settlements: s }: Some): Value => [count(care(s), (x) => x.place === place), care(s).length]
const fundAt =
  (place: string) =>
  ({ settlements: s }: Some): Value => [fund(care(s).filter((x) => x.place === place)), fund(care(s))]
export const settledValues: Readonly<Record<string, Of>> = {
  settlements: ({ settlements: s }) => [s.length],
  'fund-paid': ({ settlements: s }) => [fund(s)],
  'serious-illness-paid': ({ settlements: s }) => [sum(s, (x) => x.large)],
  'medical-aid-paid': ({ settlements: s }) => [sum(s, (x) => x.aid)],
  'self-paid-share': ({ settlements: s }) => [sum(s, (x) => x.own), total(s)],
  'inside-fund-share': ({ settlements: s }) => [fund(at(care(s), 'inside')), fund(care(s))],
  'inside-fund-share:with-pharmacies': ({ settlements: s }) => [fund(at(s, 'inside')), fund(s)],
  'primary-fund-share': ({ settlements: s }) => [fund(care(s).filter((x) => x.at.primary && x.at.inside)), fund(at(care(s), 'inside'))],
  'primary-fund-share:with-pharmacies': ({ settlements: s }) => [
    fund(care(s).filter((x) => x.at.primary && x.at.inside)),
    fund(at(s, 'inside')),
  ],
  'inside-admissions-share': ({ settlements: s }) => [at(stayed(s), 'inside').length, stayed(s).length],
  'away-fund-share': ({ settlements: s }) => [fund(away(care(s))), fund(care(s))],
  'prefecture-fund-share': fundAt('市内县外'),
  'province-fund-share': fundAt('省内市外'),
  'beyond-fund-share': fundAt('省外'),
  'away-visits-share': ({ settlements: s }) => [away(care(s)).length, care(s).length],
  'prefecture-visits-share': elsewhere('市内县外'),
  'province-visits-share': elsewhere('省内市外'),
  'beyond-visits-share': elsewhere('省外'),
  'inside-cost-per-inpatient': perInpatient,
  'inside-cost-per-inpatient:per-admission': perStayInside,
  'inside-cost-per-inpatient-growth': growth(perInpatient),
  'inside-cost-per-inpatient-growth:per-admission': growth(perStayInside),
  'away-cost-per-admission': ({ settlements: s }) => [total(away(stayed(s))), away(stayed(s)).length],
  'self-paid-per-admission': ({ settlements: s }) => [sum(stayed(s), (x) => x.own), stayed(s).length],
  'inpatient-reimbursement': ({ settlements: s }) => repaid(stayed(s)),
  'inpatient-reimbursement:all-payers': ({ settlements: s }) => [sum(stayed(s), (x) => x.fund + x.large + x.aid), total(stayed(s))],
  'inside-inpatient-reimbursement': ({ settlements: s }) => repaid(at(stayed(s), 'inside')),
  'away-inpatient-reimbursement': ({ settlements: s }) => repaid(away(stayed(s))),
  'outpatient-reimbursement': ({ settlements: s }) => repaid(visited(s)),
  'inside-outpatient-reimbursement': ({ settlements: s }) => repaid(at(visited(s), 'inside')),
  'away-outpatient-reimbursement': ({ settlements: s }) => repaid(away(visited(s))),
  'insured-admission-rate': ({ settlements: s, insured }) => [stayed(s).length, insured],
  'insured-cost-growth': growth(perSettled),
  'insured-cost-growth:per-admission': growth(perSettledStay),
  'cost-per-insured': perInsured,
  'cost-per-insured-growth': growth(perInsured),
  'out-referral-rate': ({ settlements: s }) => [away(stayed(s)).length, stayed(s).length],
  'away-admissions-per-1000': ({ settlements: s, insured }) => [away(stayed(s)).length, insured],
  'key-diseases-away': ({ settlements: s }) => [keyOf(s, (x) => !x.at.inside)],
  'key-diseases-away:outside-prefecture': ({ settlements: s }) => [keyOf(s, far)],
  'key-diseases-away:outside-province': ({ settlements: s }) => [keyOf(s, (x) => x.place === '省外')],
  'key-diseases-away-share': ({ settlements: s }) => [keyOf(s, (x) => !x.at.inside), keyOf(s, () => true)],
  'key-diseases-away-change': change(({ settlements: s }) => keyOf(s, (x) => !x.at.inside)),
  'key-diseases-away-change:two-years': (now, _, twoYears) =>
    change(({ settlements: s }) => keyOf(s, (x) => !x.at.inside))(now, twoYears, now),
  'key-diseases-away-change:outside-prefecture': change(({ settlements: s }) => keyOf(s, far)),
  'key-diseases-away-change:outside-province': change(({ settlements: s }) => keyOf(s, (x) => x.place === '省外')),
}
