/** Resources by their resourceType: at the root, in bundles, and contained. */
import { type Check, type Context, isObject, type Json, jsonType, quote, report, subject, suggestion } from './context.ts'
import { isResourceType, resourceTypes } from './schema.ts'

/** The check of a resource of any type, given how to find the check of one type. */
export const resourceCheck =
  (checkerOf: (type: string) => Check): Check =>
  (value, context, parent) => {
    if (!isObject(value))
      return report(context, 'structure', `${subject(context)} is ${jsonType(value)} but must be a resource: an object with resourceType.`)
    const type = value.resourceType
    if (typeof type !== 'string' || !isResourceType(type)) {
      const hint = typeof type === 'string' ? suggestion(type, resourceTypes()) : ''
      return report(
        context,
        'structure',
        `${type === undefined ? 'resourceType is missing.' : `${quote(type)} is not a resource type of R4.${hint}`} Set resourceType.`,
        'resourceType',
      )
    }
    const here = context.path[context.path.length - 2] === 'contained' ? containedResource : rootResource
    here(checkerOf(type), value, context, parent)
  }

/** A contained resource: has an id, contains nothing, and leaves versions and security to its container (dom-2, dom-4, dom-5). */
function containedResource(check: Check, value: Json, context: Context, parent: Json): void {
  if (context.inContained) {
    report(context, 'invariant', 'A resource is contained in a contained resource: contain it in the outer resource (dom-2).')
    return
  }
  context.inContained = true
  check(value, context, parent)
  context.inContained = false
  const meta = isObject(value.meta) ? value.meta : {}
  if (value.id === undefined) report(context, 'required', 'The contained resource has no id: add one and refer to it as #id.', 'id')
  if (meta.versionId !== undefined || meta.lastUpdated !== undefined)
    report(context, 'invariant', 'The contained resource has a version or update time: remove them (dom-4).', 'meta')
  if (meta.security !== undefined)
    report(context, 'invariant', 'The contained resource has security labels: put them on the containing resource (dom-5).', 'meta')
}

/** A resource on its own or in a bundle: the container that `#id` links inside it point into. */
function rootResource(check: Check, value: Json, context: Context, parent: Json): void {
  const { container, links } = context
  context.container = value
  context.links = value.contained === undefined ? undefined : new Set()
  check(value, context, parent)
  if (context.links && Array.isArray(value.contained)) checkLinked(value.contained, context.links, context)
  context.container = container
  context.links = links
}

/** dom-3: what is contained is referred to from the container, or refers to the container. */
function checkLinked(contained: readonly unknown[], links: ReadonlySet<string>, context: Context): void {
  contained.forEach((resource, index) => {
    if (!isObject(resource) || typeof resource.id !== 'string' || links.has(`#${resource.id}`) || links.has('#')) return
    report(context, 'invariant', `Nothing refers to #${resource.id}: refer to it or remove it (dom-3).`, 'contained', index)
  })
}
