/** Names and namespaces of XML elements. */

/** The namespace of each prefix in scope; the empty prefix is the default. An element that declares nothing shares its parent's. */
export type Scope = ReadonlyMap<string, string>

export const OUTER_SCOPE: Scope = new Map([
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
])

/** The scope inside an element with these attributes. */
export function scopeInside(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let inner: Map<string, string> | undefined
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    inner ??= new Map(outer)
    inner.set(name.slice(6), attributes[name]!)
  }
  return inner ?? outer
}

/** Prefix and local part of a qualified name; a name without a prefix has an empty one. */
export function qualified(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':')
  return colon < 0 ? { prefix: '', local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) }
}
