import { PathError } from './error.ts'

type Kind = 'date' | 'time' | 'number' | 'string' | 'constant' | 'scope' | 'name' | 'operator'

/** One word of an expression. `text` is already decoded: without quotes, escapes, `%`, `@` or `$`. */
export type Token = { kind: Kind | 'end'; text: string; at: number; quoted?: boolean }

const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y

/** Tried in this order at every position; the grammar is http://hl7.org/fhirpath/N1/grammar.html (lexical part). */
const RULES: [Kind, RegExp][] = [
  ['date', /@\d{4}(?:-\d\d(?:-\d\d)?)?(?:T(?:\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?)?)?/y],
  ['time', /@T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['string', /'(?:[^'\\]|\\.)*'/y],
  ['constant', /%(?:\w+|`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*')/y],
  ['scope', /\$\w+/y],
  ['name', /[A-Za-z_]\w*|`(?:[^`\\]|\\.)*`/y],
  ['operator', /!=|!~|<=|>=|[.()[\],|=~<>+\-*/&{}]/y],
]

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f' }

const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex, char) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (ESCAPES[char] ?? char),
  )

const unquote = (text: string) => (/^['`]/.test(text) ? unescaped(text.slice(1, -1)) : text)

const decode = (kind: Kind, raw: string): string => {
  if (kind === 'date') return raw.slice(1).replace(/T$/, '')
  if (kind === 'time') return raw.slice(2)
  if (kind === 'constant' || kind === 'scope') return unquote(raw.slice(1))
  return unquote(raw)
}

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** Cuts an expression into tokens, the last of kind `end`; throws `PathError` at a character that starts none. */
export const tokenize = (expression: string): Token[] => {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    at += matchAt(BLANK, expression, at)?.length ?? 0
    if (at >= expression.length) return [...tokens, { kind: 'end', text: 'the end', at }]
    let found = false
    for (const [kind, pattern] of RULES) {
      const raw = matchAt(pattern, expression, at)
      if (raw === undefined) continue
      tokens.push({ kind, text: decode(kind, raw), at, quoted: raw[0] === '`' })
      at += raw.length
      found = true
      break
    }
    if (!found) throw new PathError(`unexpected “${expression[at]}”`, expression, at)
  }
}
