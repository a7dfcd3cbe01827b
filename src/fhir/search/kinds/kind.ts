import type { SearchParameter } from '../../search-parameters.ts'
import type { Modifier, Operand } from '../query.ts'
import type { Sieve } from '../sieves.ts'

/** What a criterion asks of one value: everything but the path to it. */
export type Asked = {
  param: SearchParameter
  modifier?: Modifier | undefined
  /** The type a reference was narrowed to: `subject:Patient`. */
  target?: string | undefined
}

/** How values of one kind of search parameter are read, compared, found by the index and put in order. */
export type Kind = {
  modifiers: readonly Modifier[]
  /** Whether values may begin with `ge`, `lt` … */
  prefixed: boolean
  /** What is wrong with a value, in words that say what is allowed; nothing when it can be understood. */
  fault(operand: Operand, asked: Asked): string | undefined
  /** Whether an item that the parameter's path found meets one of the operands. */
  test(operands: readonly Operand[], asked: Asked): (item: unknown) => boolean
  /** The keys under which the index knows the item. */
  keys(item: unknown, param: SearchParameter, add: (key: string) => void): void
  sieve(operand: Operand, asked: Asked): Sieve
  /** What an item is put in order by. */
  order(item: unknown): string | number | undefined
}

/** A JSON object of unknown content. */
export type Element = { readonly [name: string]: unknown }

export const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && !Array.isArray(value)
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

/** The parts of an operand between its bars. */
export const fieldsOf = (operand: Operand): readonly string[] => operand.fields ?? operand.text.split('|')

/** Where the test is a comparison by prefix: any of the operands. */
export const anyTest = <T>(
  operands: readonly Operand[],
  compile: (operand: Operand) => ((value: T) => boolean) | undefined,
  read: (item: unknown) => readonly T[],
) => {
  const tests = operands.flatMap((operand) => compile(operand) ?? [])
  return (item: unknown): boolean => read(item).some((value) => tests.some((test) => test(value)))
}
