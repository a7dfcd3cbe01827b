import type { Issue } from '../resource.ts'
import { checkerOf } from './compile.ts'
import { type Context, isObject } from './context.ts'
import { isResourceType } from './schema.ts'

/**
 * Checks a resource against R4 4.0.1: structure, cardinality, primitive formats, required bindings, references and the invariants of
 * `invariants.ts`. No issues: valid. Never throws on JSON values; at most 100 issues, in the order of the resource.
 */
export function validate(resource: unknown): Issue[] {
  const type = isObject(resource) ? resource.resourceType : undefined
  const root = typeof type === 'string' && isResourceType(type) ? type : 'Resource'
  const context: Context = {
    issues: [],
    path: [root],
    depth: 0,
    container: {},
    links: undefined,
    inContained: false,
    inBundle: root === 'Bundle',
  }
  checkerOf('Resource')(resource, context, {})
  return context.issues
}
