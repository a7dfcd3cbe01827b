import type { SearchParameter } from '../search-parameters.ts'
import { type Fault, malformed, shown, tooCostly } from './faults.ts'
import { kindOf } from './kinds/index.ts'
import type { Asked } from './kinds/kind.ts'
import type { Operand, Prefix } from './query.ts'

const MOST = 1_000
const LONGEST = 2_000

/** The pieces between separators; `\` before one of `\ , | $` takes its meaning away and stays for the next reader. */
function pieces(text: string, separator: ',' | '$' | '|'): string[] {
  const found = ['']
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '\\' && at + 1 < text.length) found[found.length - 1] += char + text[++at]!
    else if (char === separator) found.push('')
    else found[found.length - 1] += char
  }
  return found
}

const unescaped = (text: string): string => (text.includes('\\') ? text.replace(/\\([\\,|$])/g, '$1') : text)

const PREFIX = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[\d.+-])/

/** A "+" that nobody encoded arrives as a space, which no date has. */
const zoned = (text: string) => text.replace(/ (?=\d\d:\d\d$)/, '+')

function simple(raw: string, prefixed: boolean, type: string): Operand {
  const [prefix = ''] = (prefixed && PREFIX.exec(raw)) || []
  const rest = type === 'date' ? zoned(raw.slice(prefix.length)) : raw.slice(prefix.length)
  const operand = { prefix: (prefix || 'eq') as Prefix, text: unescaped(rest) }
  return rest.includes('\\|') ? { ...operand, fields: pieces(rest, '|').map(unescaped) } : operand
}

const PREFIXED = new Set(['date', 'number', 'quantity'])

function operandOf(raw: string, { type, parts = [] }: SearchParameter, prefixed: boolean): Operand {
  if (type !== 'composite') return simple(raw, prefixed, type)
  const values = pieces(raw, '$').map((piece, at) => {
    const kind = parts[at]?.type ?? ''
    return simple(piece, PREFIXED.has(kind), kind)
  })
  return { prefix: 'eq', text: unescaped(raw), parts: values }
}

/** Our own address in front of `Type/id` says nothing. */
const relative = (operand: Operand, { type }: SearchParameter, base: string | undefined): Operand =>
  base && type === 'reference' && operand.text.startsWith(`${base}/`) ? { ...operand, text: operand.text.slice(base.length + 1) } : operand

/** The alternatives of a value, or what is wrong with it. An empty list when nothing was written. */
export function operandsOf(name: string, value: string, asked: Asked, base?: string): readonly Operand[] | Fault {
  const { param } = asked
  const kind = kindOf(param)!
  const written = pieces(value, ',').filter((piece) => piece !== '')
  if (written.length > MOST) return tooCostly(name, `"${shown(name)}" has ${written.length} alternatives; at most ${MOST} are allowed.`)
  const operands = written.map((raw) => relative(operandOf(raw, param, kind.prefixed && !asked.modifier), param, base))
  for (const operand of operands) {
    const fault = operand.text.length > LONGEST ? `is longer than ${LONGEST} characters` : kind.fault(operand, asked)
    if (fault) return malformed(name, `"${shown(name)}": the value "${shown(operand.text)}" ${fault}.`)
  }
  return operands
}
