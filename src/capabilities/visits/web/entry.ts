import type { FieldProblem } from '../../../kernel/grammar/refusal.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { type Diagnosis, dispositions, type Visit, VitalSigns } from '../shape.ts'
import { texts } from '../texts.ts'
import { readNumber, readPressure, readTemperature } from './typed.ts'
import { words } from './words.ts'

/** The vital-sign fields in the order a nurse takes them; blood pressure is one field. */
export const signs = ['temperature', 'pulse', 'respiration', 'pressure', 'saturation', 'glucose', 'height', 'weight'] as const
export type Sign = (typeof signs)[number]
/** The visit as it is typed: texts only, so that nothing half-typed is lost. */
export type Entry = Record<Sign | 'complaint' | 'history' | 'advice' | 'disposition', string> & { diagnoses: readonly Diagnosis[] }
/** Only what this desk has touched; all else is the server's. */
export type Edits = { readonly [K in keyof Entry]?: Entry[K] }
export type Content = Partial<Pick<Visit, 'complaint' | 'history' | 'advice' | 'vitalSigns' | 'diagnoses' | 'disposition'>>

const text = (value: number | undefined) => (value === undefined ? '' : String(value))
/** A visit as its fields show it. */
export function entryOf(visit: Visit): Entry {
  const { systolic, diastolic, ...rest } = visit.vitalSigns ?? {}
  return {
    complaint: visit.complaint ?? '',
    history: visit.history ?? '',
    advice: visit.advice ?? '',
    disposition: visit.disposition ?? '',
    diagnoses: visit.diagnoses,
    temperature: text(rest.temperature),
    pulse: text(rest.pulse),
    respiration: text(rest.respiration),
    saturation: text(rest.saturation),
    glucose: text(rest.glucose),
    height: text(rest.height),
    weight: text(rest.weight),
    pressure: systolic === undefined && diastolic === undefined ? '' : `${text(systolic)}/${text(diastolic)}`,
  }
}

type Measured = keyof typeof VitalSigns.shape
const limitsOf = (name: Measured) => {
  const { minValue, maxValue } = VitalSigns.shape[name].unwrap()
  return [minValue ?? 0, maxValue ?? 0] as const
}
const between = (name: Measured): Text => {
  const [low, high] = limitsOf(name)
  return [
    words.between[0].replace('{low}', String(low)).replace('{high}', String(high)),
    words.between[1].replace('{low}', String(low)).replace('{high}', String(high)),
  ]
}
const possible = (name: Measured, value: number) => VitalSigns.shape[name].safeParse(value).success

type Read = { values: VitalSigns } | { wrong: Text }
/** One field read into the shape's elements, or why not. Empty is nothing measured. */
export function readSign(sign: Sign, typed: string): Read {
  if (!typed.trim()) return { values: {} }
  if (sign === 'pressure') {
    const read = readPressure(typed)
    if (!read) return { wrong: words.pressureForm }
    if (!possible('systolic', read.systolic)) return { wrong: between('systolic') }
    if (!possible('diastolic', read.diastolic)) return { wrong: between('diastolic') }
    return read.systolic > read.diastolic ? { values: read } : { wrong: texts.pressureOrder }
  }
  const value = sign === 'temperature' ? readTemperature(typed) : readNumber(typed)
  return value !== undefined && possible(sign, value) ? { values: { [sign]: value } } : { wrong: between(sign) }
}

/** What was understood, written out (`365` → `36.5`, `15294` → `152/94`), for the typist to see; what cannot be read stays as typed. */
export function tidied(sign: Sign, typed: string): string {
  const read = readSign(sign, typed)
  if ('wrong' in read) return typed
  const { systolic, diastolic, ...rest } = read.values
  return systolic === undefined ? text(Object.values(rest)[0]) : `${systolic}/${diastolic}`
}

/** What is sent: only what was touched (vital signs as a whole), or the fields that cannot be read. */
export function contentOf(visit: Visit, edits: Edits): { content: Content } | { problems: FieldProblem[] } {
  const entry = { ...entryOf(visit), ...edits }
  const read = signs.map((sign) => [sign, readSign(sign, entry[sign])] as const)
  const problems = read.flatMap(([path, r]) => ('wrong' in r ? [{ path, text: r.wrong }] : []))
  if (problems.length) return { problems }
  const { complaint, history, advice, diagnoses } = edits
  const disposition = dispositions.find((d) => d === edits.disposition)
  return {
    content: {
      ...(complaint === undefined ? {} : { complaint: complaint.trim() }),
      ...(history === undefined ? {} : { history: history.trim() }),
      ...(advice === undefined ? {} : { advice: advice.trim() }),
      ...(diagnoses === undefined ? {} : { diagnoses: [...diagnoses] }),
      ...(disposition === undefined ? {} : { disposition }),
      ...(signs.some((sign) => edits[sign] !== undefined)
        ? { vitalSigns: Object.assign({}, ...read.map(([, r]) => ('values' in r ? r.values : {}))) as VitalSigns }
        : {}),
    },
  }
}

/** The field under which a refusal's path belongs: `vitalSigns.systolic` → pressure, `diagnoses.0` → diagnoses. */
export function fieldOf(path: string): string {
  const [head = '', next = ''] = path.split('.')
  if (head !== 'vitalSigns') return head
  return next === 'systolic' || next === 'diastolic' ? 'pressure' : next
}

/** Adds a diagnosis once: ICD-10 before TCM, the first of each being the main one; TCM disease and syndrome are single. */
export function withDiagnosis(all: readonly Diagnosis[], added: Diagnosis): readonly Diagnosis[] {
  const order = ['icd10', 'tcm-disease', 'tcm-syndrome']
  const kept = all.filter((d) => d.system !== added.system || (added.system === 'icd10' && d.code !== added.code))
  return [...kept, added].sort((a, b) => order.indexOf(a.system) - order.indexOf(b.system))
}
