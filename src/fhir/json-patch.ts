/**
 * JSON Patch (RFC 6902) on text: every operation cuts and inserts spans, so that all it does not name stays as it was written, character by character: numbers keep
 * their precision, and what is inserted keeps that of the patch.
 */
import { itemsOf, membersOf, minified } from './document.ts'

/** Why a patch was not applied: `malformed` is no patch at all; otherwise `index` names the operation. */
export class PatchFault extends Error {
  readonly malformed: boolean
  constructor(message: string, malformed = false) {
    super(message)
    this.malformed = malformed
  }
}

type Operation = { op: string; path: readonly string[]; from?: readonly string[] | undefined; value?: string | undefined; says: string }
/** Where something stands in the text, and in what: `from` begins with the name where the container is an object. */
type Place = { from: number; value: number; to: number }
type Container = { kind: 'object' | 'array'; at: number; to: number; children: readonly (Place & { name: string })[] }

const ops = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test'])
const most = { operations: 5000, work: 400_000_000 }

/** A JSON Pointer (RFC 6901) as its tokens; undefined when it is none. */
function pointer(text: unknown): string[] | undefined {
  if (typeof text !== 'string' || !/^(?:\/(?:[^~/]|~[01])*)*$/.test(text)) return undefined
  return text
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** @throws PatchFault that is malformed */
function mustBeJson(patch: string): void {
  try {
    JSON.parse(patch)
  } catch (error) {
    throw error instanceof SyntaxError ? new PatchFault(`The patch is not JSON: ${error.message.slice(0, 200)}`, true) : error
  }
}

/** The operations of a patch, their values as text. @throws PatchFault that is malformed */
function operationsOf(patch: string): Operation[] {
  mustBeJson(patch)
  const text = minified(patch)
  if (!text.startsWith('[')) throw new PatchFault('A JSON Patch is an array of operations.', true)
  const items = itemsOf(text, 0)
  if (items.length > most.operations) throw new PatchFault(`A patch has at most ${most.operations} operations.`, true)
  return items.map(({ from, to }, index) => {
    const item = text.slice(from, to)
    const wrong = (why: string) => new PatchFault(`Operation ${index}: ${why}`, true)
    if (!item.startsWith('{')) throw wrong('an operation is an object: { "op": …, "path": … }.')
    const member = new Map(membersOf(item).map(({ name, value, to }) => [name, item.slice(value, to)]))
    const said = (name: string): unknown => {
      const value = member.get(name)
      return value?.startsWith('"') ? JSON.parse(value) : undefined
    }
    const [op, path] = [said('op'), pointer(said('path'))]
    if (typeof op !== 'string' || !ops.has(op)) throw wrong('op is one of add, remove, replace, move, copy, test.')
    if (!path) throw wrong('path is a JSON Pointer: empty, or beginning with "/".')
    const source = op === 'move' || op === 'copy' ? pointer(said('from')) : undefined
    if ((op === 'move' || op === 'copy') && !source) throw wrong('from is missing, or no JSON Pointer.')
    const value = member.get('value')
    if ((op === 'add' || op === 'replace' || op === 'test') && value === undefined) throw wrong(`${op} needs a value.`)
    return { op, path, from: source, value, says: `Operation ${index} (${op} ${JSON.stringify(said('path'))})` }
  })
}

function containerAt(text: string, { value, to }: Place): Container | undefined {
  const char = text[value]
  if (char === '{') return { kind: 'object', at: value, to, children: membersOf(text, value) }
  if (char !== '[') return undefined
  const children = itemsOf(text, value).map((item, index) => ({ name: String(index), value: item.from, ...item }))
  return { kind: 'array', at: value, to, children }
}

/** The place a pointer names; undefined where there is nothing. */
function find(text: string, path: readonly string[]): Place | undefined {
  let place: Place | undefined = { from: 0, value: 0, to: text.length }
  for (const token of path) {
    place = place && containerAt(text, place)?.children.find(({ name }) => name === token)
    if (!place) return undefined
  }
  return place
}

const put = (text: string, from: number, to: number, value: string) => text.slice(0, from) + value + text.slice(to)

function add(text: string, path: readonly string[], value: string, fail: (why: string) => PatchFault): string {
  const last = path.at(-1)
  if (last === undefined) return value
  const place = find(text, path.slice(0, -1))
  const parent = place && containerAt(text, place)
  if (!parent) throw fail('there is nothing to add it to.')
  const { kind, to, children } = parent
  if (kind === 'object') {
    const old = children.find(({ name }) => name === last)
    if (old) return put(text, old.value, old.to, value)
    return put(text, to - 1, to - 1, `${children.length ? ',' : ''}${JSON.stringify(last)}:${value}`)
  }
  if (last === '-' || last === String(children.length)) return put(text, to - 1, to - 1, `${children.length ? ',' : ''}${value}`)
  const next = children.find(({ name }) => name === last)
  if (!next) throw fail(`the array has ${children.length} items: the index is 0 to ${children.length}, or "-".`)
  return put(text, next.from, next.from, `${value},`)
}

function remove(text: string, { from, to }: Place): string {
  if (text[from - 1] === ',') return put(text, from - 1, to, '')
  return put(text, from, text[to] === ',' ? to + 1 : to, '')
}

/** Whether two JSON texts say the same; numbers by their value (RFC 6902, 4.6). Walks with its own stack. */
function same(one: string, other: string): boolean {
  const stack: [unknown, unknown][] = [[JSON.parse(one), JSON.parse(other)]]
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [a, b] = pair
    if (a === b) continue
    if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false
    const names = Object.keys(a)
    if (names.length !== Object.keys(b).length) return false
    for (const name of names) {
      if (!Object.hasOwn(b, name)) return false
      stack.push([(a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]])
    }
  }
  return true
}

function apply(text: string, { op, path, from, value = '', says }: Operation): string {
  const fail = (why: string) => new PatchFault(`${says}: ${why}`)
  const must = (path: readonly string[]) => {
    const place = find(text, path)
    if (!place) throw fail(`there is nothing at ${JSON.stringify(path.map((token) => `/${token}`).join(''))}.`)
    return place
  }
  if (op === 'add') return add(text, path, value, fail)
  if (op === 'copy') {
    const { value, to } = must(from!)
    return add(text, path, text.slice(value, to), fail)
  }
  if (op === 'move') {
    const source = must(from!)
    const within = from!.every((token, i) => token === path[i])
    if (within && from!.length < path.length) throw fail('a value cannot be moved into itself.')
    if (within && from!.length === path.length) return text
    if (!from!.length) throw fail('the whole resource cannot be moved.')
    return add(remove(text, source), path, text.slice(source.value, source.to), fail)
  }
  const place = must(path)
  if (op === 'replace') return put(text, place.value, place.to, value)
  if (op === 'test') {
    if (same(text.slice(place.value, place.to), value)) return text
    throw fail('the value is another one.')
  }
  if (!path.length) throw fail('the whole resource cannot be removed.')
  return remove(text, place)
}

/**
 * A document's text after a patch, operation by operation; all or nothing. @throws PatchFault naming the operation and its path. Work is bounded:
 * what would copy more than some hundred million characters is refused.
 */
export function patched(doc: string, patch: string): string {
  let text = minified(doc)
  let work = 0
  for (const operation of operationsOf(patch)) {
    work += text.length
    if (work > most.work) throw new PatchFault(`${operation.says}: too much for one patch: send several.`)
    text = apply(text, operation)
  }
  return text
}
