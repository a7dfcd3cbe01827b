import type { Issue } from '../resource.ts'

/**
 * What is wrong with a parameter of a search; `expression` is its name as it was written. A warning was not understood, and whoever asks
 * leniently may have it left out; an error is known and malformed, and always refused.
 */
export type Fault = Issue

const fault =
  (severity: Issue['severity'], code: string) =>
  (name: string, diagnostics: string): Fault => ({ severity, code, expression: shown(name), diagnostics })

export const unknown = fault('warning', 'not-supported')
/** A parameter without a value asks nothing, which no server minds, however strict it is to be. */
export const empty = (name: string): Fault => fault('warning', 'informational')(name, `"${shown(name)}" has no value.`)
export const isEmpty = ({ code }: Fault): boolean => code === 'informational'
export const malformed = fault('error', 'invalid')
export const unsupported = fault('error', 'not-supported')
export const tooCostly = fault('error', 'too-costly')

/** A name or a value inside a message: on one line, cut when it is long. */
export const shown = (text: string): string => {
  const line = text.replace(/[\p{Cc}\p{Cs}]/gu, '�')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
