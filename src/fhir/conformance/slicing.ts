import { isObject } from '../validate/context.ts'
import { childrenOf, type Item, isKindOf } from './items.ts'
import { fits, isSame } from './match.ts'
import { type Discriminator, type Node, valueIn } from './structure.ts'

/** `undefined`: this profile's way of telling its slices apart is not supported. */
type Verdict = boolean | undefined

const steps = (path: string) => (path === '$this' ? [] : path.split('.').filter((step) => step !== '$this'))

const along = (items: readonly Item[], path: readonly string[]): Item[] =>
  path.reduce<Item[]>((at, name) => at.flatMap((item) => childrenOf(item, name).items), [...items])

/** What a slice demands on the way to its discriminator, and where. */
function demanded(slice: Node, path: readonly string[]): { at: readonly string[]; node: Node }[] {
  const found = [{ at: [] as readonly string[], node: slice }]
  let node: Node | undefined = slice
  for (let i = 0; i < path.length && node; i++) {
    const child: Node | undefined = node.children.get(path[i]!)?.all ?? node.children.get(`${path[i]}[x]`)?.all
    if (child) found.push({ at: path.slice(0, i + 1), node: child })
    node = child
  }
  return found
}

function byValue(item: Item, slice: Node, path: readonly string[]): Verdict {
  const wanted = demanded(slice, path).flatMap(({ at, node }) => {
    const [fixed, pattern] = [valueIn(node.def, 'fixed'), valueIn(node.def, 'pattern')]
    return fixed || pattern ? [{ at, fixed, pattern }] : []
  })
  if (wanted.length)
    return wanted.every(({ at, fixed, pattern }) =>
      along([item], at).some(({ value }) => (fixed ? isSame(value, fixed.value) : fits(value, pattern?.value))),
    )
  const profiles = slice.def.type?.flatMap((type) => type.profile ?? []) ?? []
  if (path.join('.') !== 'url' || !profiles.length || !isObject(item.value)) return undefined
  return profiles.some((profile) => profile.split('|')[0] === (item.value as { url?: unknown }).url)
}

function byExistence(item: Item, slice: Node, path: readonly string[]): Verdict {
  const node = demanded(slice, path).find(({ at }) => at.length === path.length)?.node
  if (!path.length || !node || (!node.def.min && node.def.max !== '0')) return undefined
  return along([item], path).length > 0 === (node.def.max !== '0')
}

function byType(item: Item, slice: Node, path: readonly string[]): Verdict {
  if (path.some((step) => step.includes('('))) return undefined
  const node = demanded(slice, path).find(({ at }) => at.length === path.length)?.node
  const types = node?.def.type?.flatMap(({ code }) => code ?? []) ?? []
  if (!types.length) return undefined
  return along([item], path).some((found) => types.some((type) => isKindOf(found.type, type)))
}

/** Whether a value belongs to a slice by one discriminator; undefined when that cannot be told here (`profile`, `resolve()`, slices without fixed values). */
export function belongs(item: Item, slice: Node, { type, path }: Discriminator): Verdict {
  if (path.includes('(')) return undefined
  const way = steps(path)
  if (type === 'value' || type === 'pattern') return byValue(item, slice, way)
  if (type === 'exists') return byExistence(item, slice, way)
  return type === 'type' ? byType(item, slice, way) : undefined
}

/** How slices are told apart when the profile does not say: extensions by url, choices by type. */
export function discriminatorsOf(name: string, all: Node): readonly Discriminator[] {
  const given = all.def.slicing?.discriminator
  if (given?.length) return given
  if (name === 'extension' || name === 'modifierExtension') return [{ type: 'value', path: 'url' }]
  return name.endsWith('[x]') ? [{ type: 'type', path: '$this' }] : []
}
