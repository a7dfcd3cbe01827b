import type { Concept } from './types.ts'

/** What words are looked for in: code, name, initials and designations, a line each, in lower case. */
export const searchText = ({ code, display = '', initials = '', designations = [] }: Concept): string =>
  [code, display, initials, ...designations.map(({ value }) => value)].join('\n').toLowerCase()

type Index = { text: string; starts: Uint32Array; concepts: readonly Concept[] }
/** Made when a system is first searched, gone with it: some 100 bytes a concept. */
const indexes = new WeakMap<ReadonlyMap<string, Concept>, Index>()

function indexOf(all: ReadonlyMap<string, Concept>): Index {
  const known = indexes.get(all)
  if (known) return known
  const concepts = [...all.values()]
  const texts = concepts.map(searchText)
  const starts = new Uint32Array(texts.length + 1)
  texts.forEach((text, i) => {
    starts[i + 1] = starts[i]! + text.length + 1
  })
  const made = { text: `${texts.join('\n')}\n`, starts, concepts }
  indexes.set(all, made)
  return made
}

/** Which concept a place of the text belongs to, looked for from `low` on. */
function conceptAt(starts: Uint32Array, place: number, low: number): number {
  let [from, to] = [low, starts.length - 1]
  while (to - from > 1) {
    const middle = (from + to) >>> 1
    if (starts[middle]! <= place) from = middle
    else to = middle
  }
  return from
}

/** The concepts of a system whose text holds every one of the words (lower case, without white space, at least one), in the order of the system. */
export function* holding(all: ReadonlyMap<string, Concept>, words: readonly string[]): Generator<Concept> {
  const { text, starts, concepts } = indexOf(all)
  const [rarest = '', ...others] = [...words].sort((a, b) => b.length - a.length)
  for (let place = text.indexOf(rarest), i = 0; place >= 0 && i < concepts.length; place = text.indexOf(rarest, starts[i])) {
    i = conceptAt(starts, place, i)
    const own = others.length ? text.slice(starts[i], starts[i + 1]) : ''
    if (others.every((word) => own.includes(word))) yield concepts[i]!
    i += 1
  }
}
