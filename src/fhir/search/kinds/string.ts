import type { SearchParameter } from '../../search-parameters.ts'
import { folded } from '../fold.ts'
import type { Operand } from '../query.ts'
import { ALL, allOf, keysOf, type Sieve } from '../sieves.ts'
import { type Asked, isElement, type Kind, listOf, textOf } from './kind.ts'
import { chineseReadings } from './names.ts'

const NAME_PARTS = ['text', 'family', 'given', 'prefix', 'suffix']
const ADDRESS_PARTS = ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country']
const PARTS = [...new Set([...NAME_PARTS, ...ADDRESS_PARTS])]
/** Names of people, which may be typed in pinyin. */
const NAMES = new Set(['name', 'phonetic'])

/** How long the beginnings are that the index knows, in characters; names of people are typed character by character. */
const LADDER = [2, 4, 8]
const NAME_LADDER = [1, 2, 3, 4, 6, 8, 12]
const PERSONAL = new Set(['name', 'phonetic', 'family', 'given'])
const ladderOf = ({ code }: SearchParameter) => (PERSONAL.has(code) ? NAME_LADDER : LADDER)

const isName = (item: object) => 'family' in item || 'given' in item || ('text' in item && !('line' in item || 'city' in item))

/** R4 search, “string”: a string itself, or any part of a HumanName or an Address. */
function textsOf(item: unknown): string[] {
  if (!isElement(item)) return typeof item === 'string' && item !== '' ? [item] : []
  return PARTS.flatMap((part) => (part in item ? listOf(item[part]).flatMap((text) => textOf(text) ?? []) : []))
}

/** The texts of an item, folded, and for names the ways they may be typed. */
function spellings(item: unknown, { code }: SearchParameter): string[] {
  const texts = textsOf(item).map(folded)
  return NAMES.has(code) && isElement(item) && isName(item) ? [...texts, ...chineseReadings(item).map(folded)] : texts
}

/** The first `length` characters; nothing when there are fewer. Characters, not code units: half a character is no key. */
function beginning(text: string, length: number): string | undefined {
  if (text.length < length) return undefined
  if (!/[\ud800-\udfff]/.test(text.slice(0, length * 2))) return text.slice(0, length)
  const characters = [...text.slice(0, length * 2)]
  return characters.length < length ? undefined : characters.slice(0, length).join('')
}

function stringSieve({ text }: Operand, { param, modifier }: Asked): Sieve {
  const wanted = folded(text)
  if (modifier === 'contains') return containsSieve(wanted, param)
  const ladder = ladderOf(param)
  for (let step = ladder.length - 1; step >= 0; step--) {
    const start = beginning(wanted, ladder[step]!)
    if (start !== undefined) return keysOf([`${param.code}|^${start}`], modifier !== 'exact' && start === wanted)
  }
  return ALL
}

const HAN = /\p{Script=Han}/gu

/** Chinese characters of a name are keys of their own: who asks for what stands in the middle must find it too. */
const containsSieve = (wanted: string, { code }: SearchParameter): Sieve =>
  code === 'name' ? allOf([...new Set(wanted.match(HAN) ?? [])].map((character) => keysOf([`name|~${character}`], false))) : ALL

export const string: Kind = {
  modifiers: ['exact', 'contains'],
  prefixed: false,
  fault: ({ text }, { modifier }) =>
    modifier !== 'exact' && folded(text) === '' ? 'must be a text with more than punctuation' : undefined,
  test(operands, { param, modifier }) {
    if (modifier === 'exact') return (item) => textsOf(item).some((text) => operands.some((operand) => operand.text === text))
    const wanted = operands.map(({ text }) => folded(text))
    const inside = modifier === 'contains'
    return (item) => spellings(item, param).some((text) => wanted.some((part) => (inside ? text.includes(part) : text.startsWith(part))))
  },
  keys(item, param, add) {
    const texts = spellings(item, param)
    const ladder = ladderOf(param)
    for (const text of texts) {
      for (const length of ladder) {
        const start = beginning(text, length)
        if (start === undefined) break
        add(`${param.code}|^${start}`)
      }
      if (param.code === 'name' && text.length <= 12) for (const character of text.match(HAN) ?? []) add(`name|~${character}`)
    }
  },
  sieve: stringSieve,
  order: (item) => {
    const [first] = textsOf(item)
    return first === undefined ? undefined : folded(first)
  },
}
