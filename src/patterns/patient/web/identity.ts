import { readIdCard } from '../../../fhir/china/id-card.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { today } from '../../../ui/formats.ts'
import { words } from './words.ts'

/** A resident as he is typed: texts only. */
export const fields = [
  'name',
  'idCard',
  'sex',
  'birthDate',
  'phone',
  'township',
  'village',
  'address',
  'contactName',
  'contactPhone',
] as const
export type Field = (typeof fields)[number]
export type Typed = Readonly<Partial<Record<Field, string>>>

const problems = {
  length: words.idLength,
  characters: words.idCharacters,
  date: words.idDate,
  future: words.idFuture,
  check: words.idCheck,
}

/** Why an ID number is wrong; undefined when it is right or not given. */
export function idProblem(idCard: string): Text | undefined {
  if (!idCard.trim()) return undefined
  const read = readIdCard(idCard)
  return read.ok ? undefined : problems[read.reason]
}

/** What a right ID number says of itself: the number mended, birth date and sex (GB 11643). Nothing for a wrong one. */
export function fromIdCard(idCard: string): Typed {
  const read = readIdCard(idCard)
  return read.ok ? { idCard: read.value, birthDate: read.birthDate, sex: read.sex } : {}
}

/** The first fields of a registration from what was typed into a search: an ID number, a phone, else a name (letters are an index, not a name). */
export function fromSearch(text: string): Typed {
  const typed = text.trim()
  if (/^[\d\s]{14,}[\dXx]$/.test(typed)) return { idCard: typed, ...fromIdCard(typed) }
  if (/^[\d\s+-]{3,}$/.test(typed)) return /^1\d{10}$/.test(typed.replace(/\D/g, '')) ? { phone: typed.replace(/\D/g, '') } : {}
  return /^[a-z\s]*$/i.test(typed) ? {} : { name: typed }
}

/** A day as typed (`19560308`, `1956-3-8`, `1956.3.8`, `1956年3月8日`) as YYYY-MM-DD; undefined when it does not exist. */
export function readDay(text: string): string | undefined {
  const parts = /^(\d{4})(?:(\d\d)(\d\d)|[-./年](\d{1,2})[-./月](\d{1,2})日?)$/.exec(text.trim())
  if (!parts) return undefined
  const day = `${parts[1]}-${(parts[2] ?? parts[4] ?? '').padStart(2, '0')}-${(parts[3] ?? parts[5] ?? '').padStart(2, '0')}`
  const time = Date.parse(day)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined
}

/** What can be said of the fields before the server is asked. */
export function problemsOf(typed: Typed): Partial<Record<Field, Text>> {
  const id = idProblem(typed.idCard ?? '')
  const born = typed.birthDate?.trim() ? readDay(typed.birthDate) : undefined
  return {
    ...(typed.name?.trim() ? {} : { name: words.needed }),
    ...(id ? { idCard: id } : {}),
    ...(typed.birthDate?.trim() && !born ? { birthDate: words.birthDateForm } : {}),
    ...(born && born > today() ? { birthDate: words.future } : {}),
  }
}
