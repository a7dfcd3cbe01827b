import { isId } from '../../id.ts'
import { parseReference } from '../../path/reference.ts'
import type { SearchParameter } from '../../search-parameters.ts'
import { resourceTypes } from '../../validate/schema.ts'
import type { Operand } from '../query.ts'
import { keysOf, type Sieve } from '../sieves.ts'
import { type Asked, isElement, type Kind, textOf } from './kind.ts'
import { token } from './token.ts'

/** What a reference or a canonical says: a resource of this record, or an address elsewhere. */
type Link = { type: string; id: string; version: string | undefined } | { uri: string }

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i
const VERSION = /\/_history\/([^/]+)$/
export const isAbsolute = (text: string) => text.includes(':') && ABSOLUTE.test(text)
const versionIn = (text: string) => (text.includes('/_history/') ? VERSION.exec(text)?.[1] : undefined)

/** R4 search, “reference”: contained resources and references by identifier alone are no links. */
export function linkOf(item: unknown): Link | undefined {
  const text = textOf(isElement(item) ? item.reference : item)
  if (text === undefined || text[0] === '#') return undefined
  const target = isAbsolute(text) ? undefined : parseReference(text)
  return target ? { type: target.type, id: target.id, version: versionIn(text) } : { uri: text }
}

/** What is asked for: any of these types with this id, or an address. */
type Wanted = { types: readonly string[] | undefined; id: string; version: string | undefined } | { uri: string }

function wantedOf({ text }: Operand, { param, target }: Asked): Wanted {
  if (isAbsolute(text)) return { uri: text }
  const named = parseReference(text)
  if (named) return { types: target && target !== named.type ? [] : [named.type], id: named.id, version: versionIn(text) }
  return { types: target ? [target] : param.target, id: text, version: undefined }
}

/** A canonical with a version is also found without it. */
const bareOf = (uri: string) => uri.split('|')[0]!

/** `http://x|1` of `http://x|1.2`: http://hl7.org/fhir/R4/search.html#versions */
const isVersionOf = (uri: string, wanted: string) => uri === wanted || uri.startsWith(`${wanted}${wanted.includes('|') ? '.' : '|'}`)

function meets(link: Link, wanted: Wanted): boolean {
  if ('uri' in link) return 'uri' in wanted ? link.uri === wanted.uri || bareOf(link.uri) === wanted.uri : false
  if ('uri' in wanted || link.id !== wanted.id || (wanted.version !== undefined && wanted.version !== link.version)) return false
  return wanted.types === undefined || wanted.types.includes(link.type)
}

/** What is asked for, by id or address: a chain may ask for thousands. */
function byName(wanted: readonly Wanted[]): ReadonlyMap<string, readonly Wanted[]> {
  const names = new Map<string, Wanted[]>()
  for (const one of wanted) {
    const name = 'uri' in one ? one.uri : one.id
    const known = names.get(name)
    if (known) known.push(one)
    else names.set(name, [one])
  }
  return names
}

const identifierOf = (item: unknown) => (isElement(item) ? item.identifier : undefined)
const identifiers = ({ code }: SearchParameter): SearchParameter => ({ code: `${code}:identifier`, type: 'token', expression: '', url: '' })

function referenceSieve(operand: Operand, asked: Asked): Sieve {
  const { param } = asked
  if (asked.modifier === 'identifier') return token.sieve(operand, { param: identifiers(param) })
  const wanted = wantedOf(operand, asked)
  if ('uri' in wanted)
    return asked.modifier === 'below'
      ? keysOf([`${param.code}|=${bareOf(wanted.uri)}`], !wanted.uri.includes('|'))
      : keysOf([`${param.code}|=${wanted.uri}`], true)
  const types = wanted.types ?? resourceTypes()
  return keysOf(
    types.map((type) => `${param.code}|${type}/${wanted.id}`),
    wanted.version === undefined,
  )
}

export const reference: Kind = {
  modifiers: ['identifier', 'above', 'below'],
  prefixed: false,
  fault(operand, { param, modifier }) {
    if (modifier === 'identifier') return token.fault(operand, { param })
    if (modifier === 'above' && isAbsolute(operand.text)) return 'must be an id or Type/id: addresses have nothing above them'
    if (isAbsolute(operand.text) || isId(operand.text)) return undefined
    const named = parseReference(operand.text)
    if (!named || !/^[A-Z]\w+\/[^/]+(\/_history\/[^/]+)?$/.test(operand.text)) return 'must be an id, Type/id or an absolute address'
    return resourceTypes().includes(named.type) ? undefined : `names "${named.type}", which is no resource type`
  },
  test(operands, asked) {
    if (asked.modifier === 'identifier') {
      const test = token.test(operands, { param: identifiers(asked.param) })
      return (item) => test(identifierOf(item))
    }
    const wanted = byName(operands.map((operand) => wantedOf(operand, asked)))
    const families = asked.modifier === 'below' ? operands.filter(({ text }) => isAbsolute(text)) : []
    return (item) => {
      const link = linkOf(item)
      if (link === undefined) return false
      if ('uri' in link && families.some(({ text }) => isVersionOf(link.uri, text))) return true
      const names = 'uri' in link ? [link.uri, bareOf(link.uri)] : [link.id]
      return names.some((name) => wanted.get(name)?.some((one) => meets(link, one)))
    }
  },
  keys(item, param, add) {
    const link = linkOf(item)
    if (link && 'uri' in link) {
      add(`${param.code}|=${link.uri}`)
      if (link.uri.includes('|')) add(`${param.code}|=${bareOf(link.uri)}`)
    } else if (link) add(`${param.code}|${link.type}/${link.id}`)
    const identifier = identifierOf(item)
    if (identifier !== undefined) token.keys(identifier, identifiers(param), add)
  },
  sieve: referenceSieve,
  order(item) {
    const link = linkOf(item)
    return link && ('uri' in link ? link.uri : `${link.type}/${link.id}`)
  },
}
