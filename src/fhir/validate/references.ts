/** Literal references: their forms, allowed target types, and links into `contained`. */
import { ID } from '../id.ts'
import { type Check, type Context, isObject, quote, report } from './context.ts'
import { isResourceType } from './schema.ts'

/** `[base/]Type/id[/_history/version]`, R4 page References, section 2.3.0.1. */
const LITERAL = new RegExp(`(?:^|/)([A-Z][A-Za-z]+)/${ID}(?:/_history/${ID})?$`)
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\S+$/i
const CONDITIONAL = /^([A-Z][A-Za-z]+)\?\S+$/

/** Remembers a link into `contained`; does nothing for other links. */
export function noteLink(context: Context, link: string): void {
  if (context.links && link.charCodeAt(0) === 35) context.links.add(link)
}

const isContained = (context: Context, link: string): boolean => {
  const { contained } = context.container
  return link === '#' || (Array.isArray(contained) && contained.some((r) => isObject(r) && r.id === link.slice(1)))
}

/** The resource type a reference points to: empty when it cannot be told, nothing when the reference is malformed. */
function targetType(context: Context, text: string): string | undefined {
  if (text.charCodeAt(0) === 35) {
    const { contained } = context.container
    const found: unknown =
      text === '#' ? context.container : Array.isArray(contained) && contained.find((r) => isObject(r) && r.id === text.slice(1))
    return isObject(found) && typeof found.resourceType === 'string' ? found.resourceType : ''
  }
  const literal = LITERAL.exec(text)
  if (literal && isResourceType(literal[1]!)) {
    return literal.index === 0 && !text.startsWith('/') ? literal[1] : ABSOLUTE.test(text) ? literal[1] : undefined
  }
  if (ABSOLUTE.test(text)) return ''
  const conditional = context.inBundle ? CONDITIONAL.exec(text) : null
  return conditional && isResourceType(conditional[1]!) ? conditional[1] : undefined
}

function checkLiteral(context: Context, text: string, targets: readonly string[] | undefined): void {
  noteLink(context, text)
  const type = targetType(context, text)
  if (text.charCodeAt(0) === 35 && !isContained(context, text)) {
    report(context, 'invariant', `${quote(text)} is not in contained: contain that resource or refer to a stored one (ref-1).`, 'reference')
  } else if (type === undefined) {
    report(context, 'value', `${quote(text)} is not a reference: write Type/id, #id, urn:uuid:… or a URL.`, 'reference')
  } else checkTarget(context, type, targets, 'reference')
}

function checkTarget(context: Context, type: string, targets: readonly string[] | undefined, name: string): void {
  if (type !== '' && targets && !targets.includes(type)) {
    report(context, 'value', `The reference points to ${type}: point to ${targets.join(', ')}.`, name)
  }
}

/** A Reference whose target is one of `targets` (any type when not given). Conditional references pass only inside a Bundle. */
export const checkReference =
  (check: Check, targets: readonly string[] | undefined): Check =>
  (value, context, parent) => {
    const before = context.issues.length
    check(value, context, parent)
    if (context.issues.length > before || !isObject(value)) return
    if (typeof value.reference === 'string') checkLiteral(context, value.reference, targets)
    else if (typeof value.type === 'string' && isResourceType(value.type)) checkTarget(context, value.type, targets, 'type')
  }
