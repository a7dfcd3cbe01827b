import { stayDays, yearsAt } from '../../../../capabilities/admissions/checks.ts'
import type { Details, Diagnosis, Operation, Page } from '../../../../capabilities/admissions/shape.ts'
import type { Coded, ReadContext, Refuse, Row } from '../../kind.ts'
import { canonical } from './builders.ts'
import { type columns, costKeys, most, personColumns, stayColumns } from './columns.ts'

type FrontRow = Row<typeof columns>
type Say = Refuse<typeof columns>
/** Where a fault of the page stands in the file. */
export type Places = Map<string, keyof typeof columns & string>

/** The day, with the hour of the column beside it where the day has none. */
function moment(row: FrontRow, day: 'RYSJ' | 'CYSJ', hour: 'RYSJS' | 'CYSJS', refuse: Say): string {
  const at = row[day]
  const h = row[hour]
  if (h === undefined) return at
  if (h > 23) refuse(hour, 'hour', ['小时应在 0～23 之间', 'An hour from 0 to 23'])
  else if (at.length > 10 && Number(at.slice(11, 13)) !== h) refuse(hour, 'hour', [`与${day}的时间不符`, `Not the hour of ${day}`])
  return at.length > 10 || h > 23 ? at : `${at}T${String(h).padStart(2, '0')}:00:00+08:00`
}

const one: readonly [string, string] = ['只能填一个编码', 'One code alone']
type Insured = (coded: Coded) => Coded | undefined
const notInsured: Insured = () => undefined
/** A code, the insurance's beside it, and the page's words for it; nothing when code and words are empty. Codes of R4 have single blanks. */
function said(
  words: string | undefined,
  codes: readonly Coded[] | undefined,
  column: keyof typeof columns & string,
  refuse: Say,
  insured: Insured = notInsured,
) {
  if (codes && codes.length > 1) refuse(column, 'one', one)
  const coded = codes?.[0] && codedOf(codes[0], insured)
  const text = words ?? coded?.name ?? coded?.code
  return text === undefined ? undefined : { text, ...(coded ? { coded } : {}) }
}

function codedOf(found: Coded, insured: Insured) {
  const { code, name, local } = found
  const insurance = insured(found)
  return {
    code: local ? code.replace(/\s+/g, ' ') : code,
    ...(name === undefined ? {} : { name }),
    ...(local ? { local } : {}),
    ...(insurance ? { insurance: { code: insurance.code, ...(insurance.name === undefined ? {} : { name: insurance.name }) } } : {}),
  }
}

const numbers = Array.from({ length: most }, (_, i) => i + 1)
const diagnosisKeys = numbers.map((n) => ({ words: `QTZD${n}`, code: `JBDM${n}`, onAdmission: `RYBQ${n}` }) as const)
const operationKeys = numbers.map(
  (n) =>
    ({
      code: `SSJCZBM${n}`,
      words: `SSJCZMC${n}`,
      at: `SSJCZRQ${n}`,
      level: `SSJB${n}`,
      surgeon: `SZ${n}`,
      assistant1: `YZ${n}`,
      assistant2: `EZ${n}`,
      incision: `QKDJ${n}`,
      healing: `QKYHLB${n}`,
      anaesthesia: `MZFS${n}`,
      anaesthetist: `MZYS${n}`,
    }) as const,
)
const extras = ['at', 'level', 'surgeon', 'assistant1', 'assistant2', 'incision', 'healing', 'anaesthesia', 'anaesthetist'] as const

function diagnosesOf(row: FrontRow, places: Places, refuse: Say, insured: Insured): Diagnosis[] {
  const all: Diagnosis[] = []
  const add = (d: ReturnType<typeof said>, onAdmission: string | undefined, column: keyof typeof columns & string) => {
    if (!d) return
    places.set(`diagnoses.${all.length}`, column)
    all.push(onAdmission ? { ...d, onAdmission: onAdmission as NonNullable<Diagnosis['onAdmission']> } : d)
  }
  add(said(row.ZYZD, row.JBDM, 'JBDM', refuse, insured), row.RYBQ, 'JBDM')
  for (const { words, code, onAdmission } of diagnosisKeys)
    if (row[code] || row[words]) add(said(row[words], row[code], code, refuse, insured), row[onAdmission], code)
  return all
}

function operationsOf(row: FrontRow, places: Places, refuse: Say, insured: Insured): Operation[] {
  const all: Operation[] = []
  for (const keys of operationKeys) {
    if (!row[keys.code] && !row[keys.words]) continue
    const operation: Record<string, unknown> = { ...said(row[keys.words], row[keys.code], keys.code, refuse, insured) }
    for (const name of extras) if (row[keys[name]] !== undefined) operation[name] = row[keys[name]]
    places.set(`operations.${all.length}.at`, keys.at)
    all.push(operation as Operation)
  }
  return all
}

const minutes = (days: number | undefined, hours: number | undefined, rest: number | undefined) =>
  days === undefined && hours === undefined && rest === undefined ? undefined : (days ?? 0) * 1440 + (hours ?? 0) * 60 + (rest ?? 0)

/** The small facts that have a place of their own in `details`; the age is that of the page, else of the date of birth. */
const detailsOf = (row: FrontRow, admittedAt: string): Details => {
  const all = {
    payment: row.YLFKFS && canonical(personColumns.YLFKFS, row.YLFKFS),
    admittedTo: row.RYKB,
    admissionWard: row.RYBF,
    transfers: row.ZKKB,
    dischargeWard: row.CYBF,
    age: row.NL ?? (row.CSRQ > admittedAt ? undefined : yearsAt(row.CSRQ, admittedAt)),
    ageMonths: row.BZYZSNL,
    birthWeight: row.XSECSTZ,
    admissionWeight: row.XSERYTZ,
    allergy: row.YWGM,
    allergyDrugs: row.GMYW,
    autopsy: row.SWHZSJ,
    abo: row.XX && canonical(stayColumns.XX, row.XX),
    rhesus: row.RH && canonical(stayColumns.RH, row.RH),
    grade: row.BAZL,
    gradedOn: row.ZKRQ,
    readmission: row.SFZZYJH,
    readmissionPurpose: row.MD,
    comaBefore: minutes(row.RYQ_T, row.RYQ_XS, row.RYQ_F),
    comaAfter: minutes(row.RYH_T, row.RYH_XS, row.RYH_F),
    pathologyNumber: row.BLH,
    centre: row.WSY_YLJG,
  }
  return defined(all) as Details
}

/** Costs; a part of zero says nothing, for the parts add up to the total, unless it is contained in another part. */
function costOf(row: FrontRow): Page['cost'] {
  const parts: Record<string, number> = {}
  let any = false
  for (const [key, part] of Object.entries(costKeys)) {
    const fen = row[key as keyof typeof costKeys]
    if (fen === undefined) continue
    any = true
    if (fen > 0) parts[part] = fen
  }
  return { totalFen: row.ZFY, ...(row.ZFJE === undefined ? {} : { selfFen: row.ZFJE }), ...(any ? { parts } : {}) }
}

/** A row as the capability knows a front page, and where its faults stand in the file. */
export function pageOf(row: FrontRow, context: ReadContext, refuse: Say): { page: Page; places: Places } {
  const places: Places = new Map()
  const admittedAt = moment(row, 'RYSJ', 'RYSJS', refuse)
  const dischargedAt = moment(row, 'CYSJ', 'CYSJS', refuse)
  const staff = {
    head: row.KZR,
    chief: row.ZRYS,
    attending: row.ZZYS,
    resident: row.ZYYS,
    nurse: row.ZRHS,
    trainee: row.JXYS,
    intern: row.SXYS,
    coder: row.BMY,
    qualityDoctor: row.ZKYS,
    qualityNurse: row.ZKHS,
  }
  const department = row.CYKB?.replace(/\s+/g, ' ')
  // the insurance settles the stay on this day
  const disease: Insured = (coded) => context.insured('diagnosis', coded, dischargedAt)
  const page = {
    number: `${row.BAH}-${row.ZYCS || 1}`,
    admittedAt,
    dischargedAt,
    days: row.SJZYTS ?? stayDays(admittedAt, dischargedAt),
    route: row.RYTJ,
    department: department && {
      code: context.translate('department', row.USERNAME, department, department)?.code ?? department,
      name: department,
    },
    departure: row.LYFS,
    receiver: row.YZZY_YLJG,
    outpatientDiagnosis: said(row.MZZD, row.JBBM, 'JBBM', refuse, disease),
    diagnoses: diagnosesOf(row, places, refuse, disease),
    externalCause: said(row.WBYY, row.H23, 'H23', refuse, disease),
    pathology: said(row.BLZD, row.JBMM ? [{ code: row.JBMM }] : undefined, 'JBMM', refuse),
    operations: operationsOf(row, places, refuse, (coded) => context.insured('operation', coded, dischargedAt)),
    staff: defined(staff),
    details: detailsOf(row, admittedAt),
    cost: costOf(row),
  }
  return { page: defined(page) as Page, places }
}
const defined = (all: Readonly<Record<string, unknown>>) => {
  const some: Record<string, unknown> = {}
  for (const name in all) if (all[name] !== undefined) some[name] = all[name]
  return some
}
