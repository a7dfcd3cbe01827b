import type { Text } from '../../../../kernel/grammar/texts.ts'
import type { ValueSet } from '../../../../patterns/codes/value-sets.ts'
import type { ColumnType } from '../../kind.ts'

type Names = readonly string[]
/** A column of a type, with what the form calls it and other headers that mean it. */
const column =
  <const T extends ColumnType>(type: T) =>
  (zh: string, en: string, names: Names = [], max?: number): { type: T; text: Text; names: Names; max?: number } => ({
    type,
    text: [zh, en],
    names: [zh, ...names],
    ...(max === undefined ? {} : { max }),
  })
export const text = column('text')
export const day = column('day')
export const time = column('time')
export const whole = column('integer')
export const money = column('money')

/**
 * A column of codes. `also` are other codes of the same words that hospitals export (`01` for `1`), told apart by `canonical`.
 */
export const code = (set: ValueSet, zh: string, en: string, names: Names = [], also: Readonly<Record<string, string>> = {}) => ({
  type: 'code' as const,
  text: [zh, en] as Text,
  names: [zh, ...names],
  codes: Object.fromEntries(
    [...Object.entries(also), ...Object.keys(set).map((one) => [one, one] as const)].map(([given, one]) => [given, set[one]![0]]),
  ),
  also,
})
/** The code of the set for what a cell of the column says. */
export const canonical = ({ also }: { also: Readonly<Record<string, string>> }, value: string): string => also[value] ?? value

/** Codes 1–9 written with a zero before them, or 01–09 without: what spreadsheets do to them. */
export const padded = (codes: readonly string[]): Record<string, string> =>
  Object.fromEntries(codes.filter((one) => /^[1-9]$/.test(one)).map((one) => [`0${one}`, one]))
export const unpadded = (codes: readonly string[]): Record<string, string> =>
  Object.fromEntries(codes.filter((one) => /^0[1-9]$/.test(one)).map((one) => [one.slice(1), one]))
