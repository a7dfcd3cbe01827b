import { z } from 'zod'
import {
  admissionRoutes,
  bloodGroups,
  departures,
  healings,
  incisions,
  noneOrSome,
  onAdmission,
  operationLevels,
  payments,
  recordGrades,
  rhesus,
  yesOrNo,
} from '../../patterns/codes/value-sets.ts'
import { type CostPart, partNames } from './cost.ts'

const text = (max = 300) => z.string().trim().min(1).max(max)
const count = (max: number) => z.number().int().min(0).max(max)
const code = <const T extends Readonly<Record<string, unknown>>>(codes: T) => z.enum(Object.keys(codes) as [keyof T & string])
/** A moment as well as the source knows it: to the hour or minute, or a day alone. */
const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])
const fen = count(99_999_999_999)

const Code = z.object({ code: z.string().regex(/^\S{1,30}( \S{1,10})?$/), name: text().optional() })
/** A code with the name its table gives it. `local`: of the institution's own table, not translated yet. `insurance`: what a mapping of the county makes of it (医保版). */
const Coded = Code.extend({ local: z.literal(true).optional(), insurance: Code.optional() })
/** A diagnosis or operation in the page's words, with its code where it has one. */
const said = { text: text(), coded: Coded.optional() }
const Said = z.object(said)
export type Said = z.infer<typeof Said>
const Diagnosis = z.object({ ...said, onAdmission: code(onAdmission).optional() })
export type Diagnosis = z.infer<typeof Diagnosis>

const person = text(100).optional()
const Operation = z.object({
  ...said,
  at: Moment.optional(),
  level: code(operationLevels).optional(),
  surgeon: person,
  assistant1: person,
  assistant2: person,
  incision: code(incisions).optional(),
  healing: code(healings).optional(),
  /** 麻醉方式 as the page has it: hospitals use several code tables. */
  anaesthesia: text(60).optional(),
  anaesthetist: person,
})
export type Operation = z.infer<typeof Operation>

/** Who answers for the stay and the page: 科主任 … 质控护士. */
export const staffRoles = [
  'head',
  'chief',
  'attending',
  'resident',
  'nurse',
  'trainee',
  'intern',
  'coder',
  'qualityDoctor',
  'qualityNurse',
] as const
const Staff = z.object(Object.fromEntries(staffRoles.map((role) => [role, person])) as Record<(typeof staffRoles)[number], typeof person>)

/** What the page says besides, for which R4 has no element of its own: one small extension each. */
export const Details = z.object({
  payment: code(payments).optional(),
  admittedTo: text(100).optional(),
  admissionWard: text(100).optional(),
  transfers: text(200).optional(),
  dischargeWard: text(100).optional(),
  /** Years at admission; months of those under one year as the page writes them (3, or 3 15/30). */
  age: count(150).optional(),
  ageMonths: text(20).optional(),
  birthWeight: count(20_000).optional(),
  admissionWeight: count(200_000).optional(),
  allergy: code(noneOrSome).optional(),
  allergyDrugs: text().optional(),
  autopsy: code(yesOrNo).optional(),
  abo: code(bloodGroups).optional(),
  rhesus: code(rhesus).optional(),
  grade: code(recordGrades).optional(),
  gradedOn: z.iso.date().optional(),
  readmission: code(noneOrSome).optional(),
  readmissionPurpose: text().optional(),
  /** Minutes unconscious after a head injury, before and after admission. */
  comaBefore: count(10_000_000).optional(),
  comaAfter: count(10_000_000).optional(),
  pathologyNumber: text(100).optional(),
  centre: text().optional(),
})
export type Details = z.infer<typeof Details>

const Cost = z.object({
  totalFen: fen,
  selfFen: fen.optional(),
  /** Absent when the page gives the total alone; a part that is not among them is none. */
  parts: z
    .object(Object.fromEntries(partNames.map((part) => [part, fen.optional()])) as Record<CostPart, z.ZodOptional<typeof fen>>)
    .optional(),
})

/** What the inpatient front page says of one stay (住院病案首页, standards part 15.1). */
export const Page = z.object({
  /** 病案号-住院次数: by this number settlements and others name the stay. */
  number: text(80),
  admittedAt: Moment,
  dischargedAt: Moment,
  /** 实际住院天数: the same day counts as one. */
  days: count(20_000),
  route: code(admissionRoutes).optional(),
  /** 出院科别. */
  department: z.object({ code: Coded.shape.code, name: text(100) }).optional(),
  departure: code(departures).optional(),
  /** 拟接收机构: where he was sent on. */
  receiver: text().optional(),
  outpatientDiagnosis: Said.optional(),
  /** The main diagnosis first. */
  diagnoses: z.array(Diagnosis).min(1).max(41),
  externalCause: Diagnosis.optional(),
  pathology: Diagnosis.optional(),
  operations: z.array(Operation).max(40),
  staff: Staff,
  details: Details,
  cost: Cost,
})
export type Page = z.infer<typeof Page>

/** Two local moments (Asia/Shanghai) in order: by the instant where both have one, else by the day. */
export const inOrder = (first: string, then: string) =>
  first.length > 10 && then.length > 10 ? Date.parse(first) <= Date.parse(then) : first.slice(0, 10) <= then.slice(0, 10)

export const Admission = Page.extend({
  id: z.string(),
  state: z.enum(['finished', 'entered-in-error']),
  patient: z.string(),
  organization: z.string(),
  reason: text(1000).optional(),
}).refine(({ admittedAt, dischargedAt }) => inOrder(admittedAt, dischargedAt), {
  path: ['dischargedAt'],
  message: '出院早于入院 | Discharged before admission',
})
export type Admission = z.infer<typeof Admission>
