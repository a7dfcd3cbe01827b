import type { Node } from './queries.ts'

/** One line of the tree as it is shown: how deep it stands, whether something hangs below, whether that is shown. */
export type Line = { node: Node; depth: number; children: number; open: boolean }

const top = '' // no organisation has an empty id
/** Whether an organisation is closed on a day. */
export const isClosed = (node: Node, day: string) => node.to < day

/** Names, English names, codes, and initials of names that contain the typed text. */
export function fits(node: Node, typed: string, initialsOf: (name: string) => string): boolean {
  const sought = typed.trim().toLowerCase()
  return [node.name, node.nameEn, node.code, /^[a-z0-9]+$/.test(sought) ? initialsOf(node.name) : ''].some((text) =>
    (text ?? '').toLowerCase().includes(sought),
  )
}

/**
 * The lines of the tree from the top, parents before children. `open` says which are unfolded; with `matching`, what fits is shown with all above it.
 * A node whose parent is not in the set stands at the top, so that nothing is ever lost from sight.
 */
export function linesOf(nodes: readonly Node[], open: ReadonlySet<string>, matching?: (node: Node) => boolean): Line[] {
  const byId = new Map(nodes.map((n) => [n.id, n]))
  const below = new Map<string, Node[]>()
  for (const node of nodes) {
    const key = node.parent && byId.has(node.parent) ? node.parent : top
    below.set(key, [...(below.get(key) ?? []), node])
  }
  const shown = matching && withAncestors(nodes.filter(matching), byId)
  const walk = (key: string, depth: number): Line[] =>
    (below.get(key) ?? []).flatMap((node) => {
      if (shown && !shown.has(node.id)) return []
      const children = below.get(node.id)?.length ?? 0
      const unfolded = children > 0 && (shown ? [...(below.get(node.id) ?? [])].some((n) => shown.has(n.id)) : open.has(node.id))
      return [{ node, depth, children, open: unfolded }, ...(unfolded ? walk(node.id, depth + 1) : [])]
    })
  return walk(top, 0)
}

function withAncestors(found: readonly Node[], byId: ReadonlyMap<string, Node>): ReadonlySet<string> {
  const all = new Set<string>()
  for (let node of found)
    while (!all.has(node.id)) {
      all.add(node.id)
      const parent = node.parent ? byId.get(node.parent) : undefined
      if (!parent) break
      node = parent
    }
  return all
}

/** Everything above an organisation: what must be unfolded so that it is seen. */
export function above(nodes: readonly Node[], id: string | undefined): string[] {
  const parent = nodes.find((n) => n.id === id)?.parent
  return parent ? [...above(nodes, parent), parent] : []
}

/** What is unfolded at first: everything above institutions. */
export const unfolded = (nodes: readonly Node[]): ReadonlySet<string> =>
  new Set(nodes.filter((n) => n.level !== 'institution' && n.level !== 'department').map((n) => n.id))
