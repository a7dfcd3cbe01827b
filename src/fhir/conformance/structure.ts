/** A profile as a tree: every element with what lies below it, its slices beside it. */

export type Discriminator = { type: string; path: string }
export type ElementType = { code?: string; profile?: readonly string[]; targetProfile?: readonly string[] }
/** The parts of an ElementDefinition that constrain. `fixed[x]`, `pattern[x]`, `minValue[x]` and `maxValue[x]` are read by their prefix. */
export type ElementDefinition = {
  id?: string
  path: string
  sliceName?: string
  slicing?: { discriminator?: readonly Discriminator[]; rules?: string; ordered?: boolean }
  min?: number
  max?: string
  maxLength?: number
  type?: readonly ElementType[]
  binding?: { strength?: string; valueSet?: string }
  constraint?: readonly { key: string; severity?: string; human?: string; expression?: string; source?: string }[]
  contentReference?: string
  [more: string]: unknown
}
export type StructureDefinition = {
  url?: string
  version?: string
  type?: string
  kind?: string
  derivation?: string
  baseDefinition?: string
  differential?: { element?: readonly ElementDefinition[] }
  snapshot?: { element?: readonly ElementDefinition[] }
}

/** An element of a profile. Nodes that only lead to deeper ones have a definition without constraints. */
export type Node = { def: ElementDefinition; children: Map<string, Child> }
/** What a profile says of a child: of all its values, and of those that belong to a slice. */
export type Child = { all: Node; slices: Node[] }

const node = (def: ElementDefinition): Node => ({ def, children: new Map() })

/** Ids of elements that lack one, from path and slice name in their order (`Patient.identifier:idCard.system`). */
function* withIds(elements: readonly ElementDefinition[]): Generator<readonly [id: string, def: ElementDefinition]> {
  const open = new Map<string, string>()
  for (const def of elements) {
    const { path, sliceName } = def
    for (const known of open.keys()) if (known === path || known.startsWith(`${path}.`)) open.delete(known)
    if (sliceName) open.set(path, sliceName)
    if (def.id) {
      yield [def.id, def]
      continue
    }
    const parts = path.split('.')
    const named = parts.map((part, i) => {
      const slice = open.get(parts.slice(0, i + 1).join('.'))
      return slice ? `${part}:${slice}` : part
    })
    yield [named.join('.'), def]
  }
}

/** The tree of a profile's differential, or of its snapshot when it has nothing else. */
export function treeOf({ differential, snapshot, type = '' }: StructureDefinition): Node {
  const elements = differential?.element ?? snapshot?.element ?? []
  const root = node({ path: type })
  for (const [id, def] of withIds(elements)) {
    let at = root
    for (const step of id.split('.').slice(1)) {
      const [name = '', slice] = step.split(':')
      const child = at.children.get(name) ?? { all: node({ path: `${at.def.path}.${name}` }), slices: [] }
      at.children.set(name, child)
      at = child.all
      if (slice === undefined) continue
      const known = child.slices.find(({ def }) => def.sliceName === slice)
      at = known ?? node({ path: child.all.def.path, sliceName: slice })
      if (!known) child.slices.push(at)
    }
    const sliceName = at.def.sliceName ?? def.sliceName
    at.def = { ...def, ...(sliceName ? { sliceName } : {}) }
  }
  return root
}

/** The value of `fixed[x]`, `pattern[x]` … with the type its name says; nothing when the element has none. */
export function valueIn(def: ElementDefinition, prefix: string): { type: string; value: unknown } | undefined {
  for (const name in def)
    if (name.startsWith(prefix) && /^[A-Z]/.test(name.slice(prefix.length))) return { type: name.slice(prefix.length), value: def[name] }
  return undefined
}
