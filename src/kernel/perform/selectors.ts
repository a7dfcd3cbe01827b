import type { OrgNode } from '../../record/organizations.ts'
import type { Selector } from '../grammar/expression.ts'

/** WS 218-2002 types: A hospitals (A2 TCM), B community centres, C township centres, D clinics (village clinics among them), G maternal-child institutions. */
const tests: Readonly<Record<Selector, (node: OrgNode) => boolean>> = {
  inside: (n) => n.inside,
  outside: (n) => !n.inside,
  primary: (n) => /^[BCD]/.test(n.type ?? ''),
  hospital: (n) => /^A/.test(n.type ?? ''),
  lead: (n) => n.lead,
  tcm: (n) => /^A2/.test(n.type ?? ''),
  maternal: (n) => /^G/.test(n.type ?? ''),
  township: (n) => /^[BC]/.test(n.type ?? ''),
  village: (n) => /^D/.test(n.type ?? ''),
  county: (n) => /^[AG]/.test(n.type ?? '') && n.inside,
}

/** Whether all selectors hold of an institution. */
export const counts = (node: OrgNode, selectors: readonly Selector[]) => selectors.every((s) => tests[s](node))

/** Who counts for an institution that is no more: its only successor, and so on. */
export function todays(node: OrgNode, byId: ReadonlyMap<string, OrgNode>, today: string): OrgNode {
  let at = node
  for (let depth = 0; at.to < today && at.successors.length === 1 && depth < 10; depth++) {
    const next = byId.get(at.successors[0]!)
    if (!next) break
    at = next
  }
  return at
}
