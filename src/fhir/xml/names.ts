/** Names and namespaces of XML elements. */

/** Prefixes an element declares, upon those it stands in; the empty prefix is the default. An element that declares nothing shares its parent's. */
export type Scope = { readonly declared: ReadonlyMap<string, string>; readonly outer: Scope | undefined }

export const OUTER_SCOPE: Scope = { declared: new Map(), outer: undefined }

/** The scope inside an element with these attributes. */
export function scopeInside(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let declared: Map<string, string> | undefined
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    declared ??= new Map()
    declared.set(name.slice(6), attributes[name]!)
  }
  return declared ? { declared, outer } : outer
}

/** The namespace of a prefix; empty when it has none. Takes a step for each element around it at most. */
export function namespaceOf(scope: Scope, prefix: string): string {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const namespace = at.declared.get(prefix)
    if (namespace !== undefined) return namespace
  }
  return ''
}

/** Prefix and local part of a qualified name; a name without a prefix has an empty one. */
export function qualified(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':')
  return colon < 0 ? { prefix: '', local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) }
}
