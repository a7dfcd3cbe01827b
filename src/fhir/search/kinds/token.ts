import type { SearchParameter } from '../../search-parameters.ts'
import { folded } from '../fold.ts'
import type { Operand } from '../query.ts'
import { ALL, keysOf, type Sieve } from '../sieves.ts'
import { type Asked, type Element, fieldsOf, isElement, type Kind, listOf, textOf } from './kind.ts'

type Token = { code: string | undefined; system: string | undefined }
type Visit = (code: string, system: string | undefined, contact: Element | undefined) => void

/** The codes of ContactPoint.system (R4 value set contact-point-system): tell a ContactPoint from an Identifier, whose system is a URI. */
const CONTACT_SYSTEMS = new Set(['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'])
/** A system is an address; a word may be the use or the system of a ContactPoint (`home|555`), which are no part of its key. */
const isWord = (system: string) => !system.includes(':')
/** The code system that R4 gives booleans. */
const SPECIAL = /^http:\/\/(terminology\.)?hl7\.org\/(fhir|CodeSystem)\/special-values$/

const isContact = (item: Element) =>
  !('type' in item) && !('assigner' in item) && (CONTACT_SYSTEMS.has(String(item.system)) || 'rank' in item)

/** R4 search, “token”: Coding, CodeableConcept (its codings), Identifier, ContactPoint (value only), code, id, string, boolean. */
function eachToken(item: unknown, visit: Visit): void {
  if (!isElement(item)) {
    if (typeof item === 'string' ? item !== '' : typeof item === 'boolean' || typeof item === 'number')
      visit(String(item), undefined, undefined)
  } else if ('coding' in item) {
    for (const coding of listOf(item.coding)) if (isElement(coding)) eachToken(coding, visit)
  } else {
    const contact = 'value' in item && isContact(item) ? item : undefined
    const code = textOf('value' in item ? item.value : item.code)
    if (code !== undefined) visit(code, contact ? undefined : textOf(item.system), contact)
  }
}

/** `code`, `system|code`, `|code` (system is then empty), `system|` (code is then missing). */
function tokenOf(operand: Operand): Token {
  const [first = '', ...rest] = fieldsOf(operand)
  return rest.length === 0 ? { code: first, system: undefined } : { code: rest.join('|') || undefined, system: first }
}

const impliedSystem = (system: string, param: SearchParameter) => system === param.system || SPECIAL.test(system)

function holds(token: Token, param: SearchParameter, code: string, system: string | undefined, contact: Element | undefined): boolean {
  if (token.code !== undefined && token.code !== code) return false
  if (token.system === undefined) return true
  if (contact) return token.system === '' || token.system === contact.use || token.system === contact.system
  return token.system === (system ?? '') || (system === undefined && impliedSystem(token.system, param))
}

/** Many alternatives (an expanded value set) are looked up, few are compared. */
const MANY = 8

function tokenTest(operands: readonly Operand[], { param }: Asked): (item: unknown) => boolean {
  const tokens = operands.map(tokenOf)
  const known = operands.length > MANY ? new Set(tokens.flatMap(({ code }) => code ?? [])) : undefined
  const open = tokens.some(({ code }) => code === undefined)
  return (item) => {
    let found = false
    eachToken(item, (code, system, contact) => {
      if (found || (known && !open && !known.has(code))) return
      found = tokens.some((token) => holds(token, param, code, system, contact))
    })
    return found
  }
}

/** The words that stand beside a code: what `:text` searches. */
const textsOf = (item: unknown): unknown[] =>
  isElement(item)
    ? [item.text, item.display, ...(isElement(item.type) ? textsOf(item.type) : []), ...listOf(item.coding).flatMap(textsOf)]
    : []

function wordTest(operands: readonly Operand[]): (item: unknown) => boolean {
  const words = operands.map(({ text }) => folded(text))
  return (item) => textsOf(item).some((text) => typeof text === 'string' && words.some((word) => folded(text).includes(word)))
}

/** `:of-type`: system and code of the identifier's type, and its value. */
function typedTest(operands: readonly Operand[], { param }: Asked): (item: unknown) => boolean {
  const asked = operands.map((operand) => {
    const [system = '', code = '', ...value] = fieldsOf(operand)
    return { token: { system, code }, value: value.join('|') }
  })
  return (item) => {
    if (!isElement(item)) return false
    return asked.some(({ token, value }) => {
      let typed = false
      eachToken(item.type, (code, system) => {
        typed ||= holds(token, param, code, system, undefined)
      })
      return typed && item.value === value
    })
  }
}

function tokenSieve(operand: Operand, { param, modifier }: Asked): Sieve {
  if (modifier === 'of-type') return keysOf([`${param.code}||${fieldsOf(operand).slice(2).join('|')}`], false)
  if (modifier !== undefined && modifier !== 'not') return ALL
  const { code, system } = tokenOf(operand)
  if (code === undefined) return ALL
  if (system === undefined) return keysOf([`${param.code}||${code}`], true)
  if (isWord(system) || impliedSystem(system, param)) return keysOf([`${param.code}||${code}`], false)
  return keysOf([`${param.code}|${system}|${code}`], true)
}

export const token: Kind = {
  modifiers: ['text', 'not', 'in', 'not-in', 'above', 'below', 'of-type'],
  prefixed: false,
  fault(operand, { modifier }) {
    const fields = fieldsOf(operand)
    if (modifier === 'text') return undefined
    if (modifier === 'of-type')
      return fields.length === 3 && fields[1] && fields[2] ? undefined : 'must be written type-system|type-code|value'
    if (modifier === 'in' || modifier === 'not-in') return /\S/.test(operand.text) ? undefined : 'must name a value set'
    return fields.some((field) => field !== '') ? undefined : 'must be written code, system|code, |code or system|'
  },
  test(operands, asked) {
    if (asked.modifier === 'text') return wordTest(operands)
    return asked.modifier === 'of-type' ? typedTest(operands, asked) : tokenTest(operands, asked)
  },
  keys(item, { code: param }, add) {
    eachToken(item, (code, system) => {
      add(`${param}||${code}`)
      if (system !== undefined) add(`${param}|${system}|${code}`)
    })
  },
  sieve: tokenSieve,
  order(item) {
    let first: string | undefined
    eachToken(item, (code) => {
      first ??= code
    })
    return first
  },
}

/** `_id`: a token without a system, which the index keeps in a column of its own. */
export const identity: Kind = {
  ...token,
  modifiers: ['not'],
  fault: ({ text }) => (/^[^|]+$/.test(text) ? undefined : 'must be an id'),
}
