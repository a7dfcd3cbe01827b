/**
 * The text of a document as the record keeps it. Nothing here reads numbers or strings: what a client wrote stays as he wrote it (R4 Datatypes, decimal: precision
 * is to be kept). All take text that is JSON already (`parseResource`), and scan with a loop, because patterns overflow on megabytes.
 */
import type { Resource } from './resource.ts'

const [quote, backslash, comma, colon] = [34, 92, 44, 58]

/** Where the string that begins at `from` ends: just behind its closing quote. */
export function afterString(text: string, from: number): number {
  for (let end = from; ; ) {
    end = text.indexOf('"', end + 1)
    if (end < 0) return text.length
    let back = end - 1
    while (text.charCodeAt(back) === backslash) back--
    if ((end - back) % 2 === 1) return end + 1
  }
}

/** JSON without the white space between its tokens; strings and numbers keep their characters. */
export function minified(text: string): string {
  let parts: string[] | undefined
  let kept = 0
  for (let i = 0; i < text.length; ) {
    const char = text.charCodeAt(i)
    if (char === quote) i = afterString(text, i)
    else if (char > 32) i++
    else {
      parts ??= []
      if (i > kept) parts.push(text.slice(kept, i))
      while (text.charCodeAt(i) <= 32) i++
      kept = i
    }
  }
  if (!parts) return text
  parts.push(text.slice(kept))
  return parts.join('')
}

/** A member of an object: its name without escapes, and where it begins, where its value begins and where it ends. */
export type Member = { name: string; from: number; value: number; to: number }

/** Where the value that begins at `from` ends; in text that is not minified a number or word may have the white space behind it. */
export function afterValue(text: string, from: number): number {
  for (let [i, depth] = [from, 0]; i < text.length; ) {
    const char = text.charCodeAt(i)
    if (char === quote) {
      i = afterString(text, i)
      if (depth === 0) return i
    } else if (char === 123 || char === 91) {
      depth++
      i++
    } else if (char === 125 || char === 93) {
      if (depth <= 1) return depth === 0 ? i : i + 1
      depth--
      i++
    } else if (char === comma && depth === 0) return i
    else i++
  }
  return text.length
}

/** The members of the object that begins at `from` in minified text, in their order. */
export function membersOf(text: string, from = 0): Member[] {
  const members: Member[] = []
  for (let i = from + 1; text.charCodeAt(i) === quote; i++) {
    const named = afterString(text, i)
    const name = text.slice(i + 1, named - 1)
    const value = text.charCodeAt(named) === colon ? named + 1 : named
    const to = afterValue(text, value)
    members.push({ name: name.includes('\\') ? (JSON.parse(`"${name}"`) as string) : name, from: i, value, to })
    if (text.charCodeAt(to) !== comma) break
    i = to
  }
  return members
}

/** The items of the array that begins at `from` in minified text, as spans. */
export function itemsOf(text: string, from: number): { from: number; to: number }[] {
  const items: { from: number; to: number }[] = []
  for (let i = from + 1; i < text.length && text[i] !== ']'; i++) {
    const to = afterValue(text, i)
    items.push({ from: i, to })
    if (text.charCodeAt(to) !== comma) break
    i = to
  }
  return items
}

/** An object without some of its members; the rest stays in its order, as it was written. */
export function without(text: string, members: readonly Member[], gone: (name: string) => boolean): string {
  let out = ''
  for (let i = 0; i < members.length; i++) {
    if (gone(members[i]!.name)) continue
    const first = i
    while (i + 1 < members.length && !gone(members[i + 1]!.name)) i++
    out += `,${text.slice(members[first]!.from, members[i]!.to)}`
  }
  return `{${out.slice(1)}}`
}

const columns = new Set(['versionId', 'lastUpdated'])
const head = new Set(['resourceType', 'id', 'meta'])

function arrange(text: string, type: string, id: string): string {
  const plain = minified(text)
  const members = membersOf(plain)
  const sent = members.find((member) => member.name === 'meta')
  const meta = sent && plain.slice(sent.value, sent.to)
  const kept = meta?.startsWith('{') ? without(meta, membersOf(meta), (name) => columns.has(name)) : meta
  const begin = `{"resourceType":${JSON.stringify(type)},"id":${JSON.stringify(id)}${kept === undefined || kept === '{}' ? '' : `,"meta":${kept}`}`
  const rest = without(plain, members, (name) => head.has(name))
  return rest === '{}' ? `${begin}}` : `${begin},${rest.slice(1)}`
}

/**
 * A resource's text as it is stored: minified, `resourceType`, `id` and `meta` first, without `meta.versionId` and `meta.lastUpdated` (columns of the record).
 * `text` must be the JSON that `resource` was parsed from; `id` is the one it gets.
 */
export const arranged = (text: string, resource: Resource, id: string): string => arrange(text, resource.resourceType, id)

const typeAt = '{"resourceType":"'.length
const between = ',"id":"'
const metaHead = ',"meta":{'

/** A stored text as it is answered: with version and instant (ISO 8601, UTC) in its meta. Costs the same for every size of arranged text. */
export function stamped(doc: string, version: number, updated: string): string {
  const stamp = `"versionId":"${version}","lastUpdated":"${updated}"`
  const typed = doc.startsWith('{"resourceType":"') ? doc.indexOf('"', typeAt) + 1 : 0
  if (typed > 0 && doc.startsWith(between, typed)) {
    const at = doc.indexOf('"', typed + between.length) + 1
    if (doc.startsWith(metaHead, at)) {
      const inside = at + metaHead.length
      const meta = doc.slice(inside, afterValue(doc, inside - 1) - 1)
      // a document of the house may have brought these itself: then they must go
      if (!meta.includes('"versionId"') && !meta.includes('"lastUpdated"'))
        return `${doc.slice(0, inside)}${stamp}${meta.trim() ? ',' : ''}${doc.slice(inside)}`
    } else if (!doc.includes('"meta"', at)) return `${doc.slice(0, at)},"meta":{${stamp}}${doc.slice(at)}`
  }
  const { resourceType, id } = JSON.parse(doc) as Resource
  const text = arrange(doc, resourceType, id ?? '')
  const at = membersOf(text)[1]!.to
  return text.startsWith(metaHead, at)
    ? `${text.slice(0, at + metaHead.length)}${stamp},${text.slice(at + metaHead.length)}`
    : `${text.slice(0, at)},"meta":{${stamp}}${text.slice(at)}`
}
