import { Misuse } from './error.ts'

/**
 * Regular expressions in bounded time, for patterns that come from outside: an automaton that is in many states at once instead of one that goes back and tries again, so
 * that no pattern takes longer than the product of its states and the text (K. Thompson, Regular Expression Search Algorithm, CACM 11 (6), 1968). What a single character is
 * compared with stays the engine's own business, so classes, escapes and properties mean what they mean in JavaScript (flags `s` and `u`).
 */
type State =
  | { kind: 'char'; test: (char: string) => boolean; next: number }
  | { kind: 'edge'; test: (chars: readonly string[], at: number) => boolean; next: number }
  | { kind: 'split'; next: readonly number[] }
  | { kind: 'end' }
/** Part of a pattern: from the state that comes after it to the one that begins it. */
type Piece = (next: number) => number

/** States of one pattern; steps of one test, some 100 ms. */
const most = { states: 5000, steps: 2_000_000, kept: 500 }

const ESCAPE =
  /\\(?:[pPu]\{[^}]*\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|.)/suy
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy
const QUANTIFIER = /(?:[*+?]|\{(\d+)(,(\d*))?\})\??/uy
const GROUP = /\((?:\?:|\?<[^=!>][^>]*>|(?!\?))/uy
const word = (char: string | undefined) => char !== undefined && /^\w$/.test(char)
const edges: Readonly<Record<string, (chars: readonly string[], at: number) => boolean>> = {
  '^': (_, at) => at === 0,
  $: (chars, at) => at === chars.length,
  '\\b': (chars, at) => word(chars[at - 1]) !== word(chars[at]),
  '\\B': (chars, at) => word(chars[at - 1]) === word(chars[at]),
}

function compile(source: string): { states: readonly State[]; start: number } {
  const states: State[] = []
  let built = 0
  let at = 0
  const push = (state: State): number => {
    if (states.length >= most.states) throw new Misuse('the pattern is too large')
    return states.push(state) - 1
  }
  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at
    const found = form.exec(source)
    if (found) at = form.lastIndex
    return found
  }
  const edge = (name: string): Piece => {
    const test = edges[name]!
    return (next) => push({ kind: 'edge', test, next })
  }
  const one = (test: (char: string) => boolean): Piece => {
    return (next) => push({ kind: 'char', test, next })
  }
  const like = (raw: string): Piece => {
    const form = new RegExp(`^${raw}$`, 'su')
    return one((char) => form.test(char))
  }
  const repeated = (piece: Piece, from: number, to: number): Piece => {
    const loop: Piece = (next) => {
      const into: number[] = []
      const id = push({ kind: 'split', next: into })
      into.push(piece(id), next)
      return id
    }
    const times = (count: number, end: number, wrap: Piece) => {
      let begin = end
      for (let i = 0; i < count; i++) {
        if (++built > most.states) throw new Misuse('the pattern is too large')
        begin = wrap(begin)
      }
      return begin
    }
    return (next) => {
      const maybe: Piece = (then) => push({ kind: 'split', next: [piece(then), next] })
      return times(from, to === Number.POSITIVE_INFINITY ? loop(next) : times(to - from, next, maybe), piece)
    }
  }

  const atom = (): Piece => {
    const char = source[at]!
    if (char === '^' || char === '$') {
      at++
      return edge(char)
    }
    if (char === '.') {
      at++
      return one(() => true)
    }
    if (char === '(') {
      if (!take(GROUP)) throw new Misuse('looking around is not possible in a pattern here')
      const inner = either()
      at++ // its closing bracket: the engine has read the pattern before
      return inner
    }
    if (char === '[') return like(take(CLASS)![0])
    if (char === '\\') {
      const [raw] = take(ESCAPE)!
      if (/^\\[1-9k]/.test(raw)) throw new Misuse('references back are not possible in a pattern here')
      return raw in edges ? edge(raw) : like(raw)
    }
    const literal = String.fromCodePoint(source.codePointAt(at)!)
    at += literal.length
    return one((char) => char === literal)
  }
  const row = (): Piece => {
    const pieces: Piece[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const piece = atom()
      const found = take(QUANTIFIER)
      if (!found) {
        pieces.push(piece)
        continue
      }
      const [text, least, several, limit] = found
      const from = least === undefined ? Number(text[0] === '+') : Number(least)
      const open = least === undefined ? text[0] !== '?' : several !== undefined && !limit
      pieces.push(repeated(piece, from, open ? Number.POSITIVE_INFINITY : least === undefined ? 1 : Number(limit || least)))
    }
    return (next) => pieces.reduceRight((then, piece) => piece(then), next)
  }
  const either = (): Piece => {
    const ways = [row()]
    while (source[at] === '|') {
      at++
      ways.push(row())
    }
    return ways.length === 1 ? ways[0]! : (next) => push({ kind: 'split', next: ways.map((way) => way(next)) })
  }
  const whole = either()
  return { start: whole(push({ kind: 'end' })), states }
}

const kept = new Map<string, ReturnType<typeof compile>>()

function compiled(source: string): ReturnType<typeof compile> {
  const known = kept.get(source)
  if (known) return known
  try {
    new RegExp(source, 'su')
  } catch {
    throw new Misuse(`${JSON.stringify(source.slice(0, 60))} is not a regular expression`)
  }
  const made = compile(source)
  if (kept.size >= most.kept) kept.clear()
  kept.set(source, made)
  return made
}

/** Whether a part of the text is as the pattern says (JavaScript, flags `s` and `u`). @throws Misuse for no pattern, for references back and looking around, and where it would take long */
export function matchesPattern(text: string, source: string): boolean {
  const { states, start } = compiled(source)
  const chars = [...text]
  const seen = new Int32Array(states.length).fill(-1)
  let steps = 0
  let now: number[] = []
  for (let at = 0; ; at++) {
    const after: number[] = []
    const open = [...now, start]
    while (open.length) {
      const id = open.pop()!
      if (seen[id] === at) continue
      seen[id] = at
      if (++steps > most.steps) throw new Misuse('the text is too long for the pattern')
      const state = states[id]!
      if (state.kind === 'end') return true
      if (state.kind === 'split') open.push(...state.next)
      else if (state.kind === 'edge') {
        if (state.test(chars, at)) open.push(state.next)
      } else if (at < chars.length && state.test(chars[at]!)) after.push(state.next)
    }
    if (at === chars.length) return false
    now = after
  }
}
