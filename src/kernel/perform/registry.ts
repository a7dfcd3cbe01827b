import type { AnyWorkflow, Capability } from '../grammar/capability.ts'
import { refuse } from '../grammar/refusal.ts'

/** Everything of the capabilities the kernel looks up by name. */
export type Registry = { capabilities: readonly Capability[]; workflow(kind: string): AnyWorkflow }

export function registryOf(capabilities: readonly Capability[]): Registry {
  const workflows = new Map(capabilities.flatMap((c) => c.workflows.map((w) => [w.kind.name, w] as const)))
  return {
    capabilities,
    workflow(kind) {
      const found = workflows.get(kind)
      if (!found) throw refuse('missing', [`没有这种业务：${kind}`, `No such kind of case: ${kind}`])
      return found
    },
  }
}
