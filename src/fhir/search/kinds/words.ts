import { folded } from '../fold.ts'
import { ALL } from '../sieves.ts'
import { isElement, type Kind, textOf } from './kind.ts'

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** What a reader sees of a narrative. */
const visible = (div: string): string =>
  div.replace(/<[^<>]*>/g, ' ').replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
    return code === undefined ? (ENTITIES[name] ?? whole) : code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })

/** All strings of a resource, however deep; the narrative as it is read. */
function collect(value: unknown, out: string[], name = ''): string[] {
  if (typeof value === 'string') out.push(name === 'div' ? visible(value) : value)
  else if (Array.isArray(value)) for (const item of value) collect(item, out, name)
  else if (isElement(value)) for (const key in value) collect(value[key], out, key)
  return out
}

const narrativeOf = (resource: unknown): string => {
  const text = isElement(resource) && isElement(resource.text) ? resource.text : undefined
  return visible(textOf(text?.div) ?? '')
}

/** `_text` and `_content`: every word of the search stands somewhere in the narrative, or in any string of the resource. */
export const words: Kind = {
  modifiers: [],
  prefixed: false,
  fault: ({ text }) => (folded(text) === '' ? 'must be words' : undefined),
  test(operands, { param }) {
    const searches = operands.map(({ text }) => folded(text).split(' '))
    return (resource) => {
      const text = folded(param.code === '_text' ? narrativeOf(resource) : collect(resource, []).join('\n'))
      return searches.some((search) => search.every((word) => text.includes(word)))
    }
  },
  keys: () => undefined,
  sieve: () => ALL,
  order: () => undefined,
}
