import type { Institution, Village } from './places.ts'

/** 险种 */
export type Insurance = 'employee' | 'resident' | 'none'
export type ChronicKey = 'HTN' | 'DM' | 'COPD' | 'CHD' | 'STROKE' | 'CANCER' | 'SMI'

/** A long illness: since when, and the doctor the person goes back to. */
export type Illness = { key: ChronicKey; code: string; department: string; onset: number; place: Institution }

export type Death = {
  day: number
  minute: number
  /** ICD-10, underlying and direct. */
  cause: string
  direct: string
  /** 死亡地点 code. */
  at: '1' | '2' | '3' | '4' | '9'
  institution: Institution
}

/** Someone who lived in the county during the window, or is registered there and lives elsewhere. Days are numbers, see calendar.ts. */
export type Person = {
  index: number
  idCard: string
  name: string
  male: boolean
  birth: number
  village: Village
  /** Household number, 0 before households are made; GB/T 4761 relation to its head. */
  household: number
  relation: string
  married: boolean
  insurance: Insurance
  /** Entitled to medical aid 医疗救助. */
  poor: boolean
  /** Lives here 常住; registered here 户籍. */
  resident: boolean
  registered: boolean
  /** First day here and the first day no longer: birth or moving in, death or moving out. */
  from: number
  until: number
  movedIn: boolean
  movedOut: boolean
  born: boolean
  death: Death | undefined
  illnesses: Illness[]
  /** How readily this person sees a doctor, 1 to 3. */
  frailty: number
  /** In hospital until this day. */
  busy: number
  /** The cells 证件号码,患者编号,姓名,性别,出生日期 of a visit. */
  cells: string
}

/** Later than any day, and earlier: whole numbers, so that people stay small. */
export const NEVER = 10_000_000
export const ALWAYS = -10_000_000

export const here = (p: Person, day: number) => p.resident && p.from <= day && day < p.until
