import type { Operand } from '../query.ts'
import { ALL, keysOf, type Sieve } from '../sieves.ts'
import { type Asked, type Kind, textOf } from './kind.ts'

/** A canonical with a version is also found without it. */
const bareOf = (uri: string) => uri.split('|')[0]!

/** The address itself and all above it: `http://a/b/c` → `http://a/b/c`, `http://a/b`, `http://a`. An urn has nothing above it. */
function lineage(uri: string): string[] {
  const line = [uri]
  for (let at = uri.lastIndexOf('/'); at > 0 && uri[at - 1] !== '/' && uri[at - 1] !== ':'; at = uri.lastIndexOf('/', at - 1))
    line.push(uri.slice(0, at))
  return line
}

/** How many levels above an address are looked up by key. */
const MOST_LEVELS = 50

const meets: Record<string, (value: string, wanted: string) => boolean> = {
  eq: (value, wanted) => value === wanted || bareOf(value) === wanted,
  below: (value, wanted) =>
    value.startsWith(wanted) && (value.length === wanted.length || wanted.endsWith('/') || /[/;]/.test(value[wanted.length]!)),
  above: (value, wanted) => {
    const bare = bareOf(value)
    return lineage(wanted).includes(bare.endsWith('/') ? bare.slice(0, -1) : bare)
  },
}

function uriSieve({ text }: Operand, { param, modifier }: Asked): Sieve {
  if (modifier === 'below') return ALL
  const wanted = modifier === 'above' ? lineage(text) : [text]
  if (wanted.length > MOST_LEVELS) return ALL
  return modifier === 'above'
    ? keysOf(
        wanted.flatMap((uri) => [`${param.code}|=${uri}`, `${param.code}|=${uri}/`]),
        false,
      )
    : keysOf([`${param.code}|=${text}`], true)
}

export const uri: Kind = {
  modifiers: ['above', 'below'],
  prefixed: false,
  fault: ({ text }) => (/\S/.test(text) ? undefined : 'must be an address'),
  test(operands, { modifier }) {
    const meet = meets[modifier ?? 'eq']!
    return (item) => {
      const value = textOf(item)
      return value !== undefined && operands.some(({ text }) => meet(value, text))
    }
  },
  keys(item, { code }, add) {
    const value = textOf(item)
    if (value === undefined) return
    add(`${code}|=${value}`)
    if (value.includes('|')) add(`${code}|=${bareOf(value)}`)
  },
  sieve: uriSieve,
  order: textOf,
}
