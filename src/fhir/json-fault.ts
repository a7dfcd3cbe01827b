/** Finds the first fault in JSON text: run only after JSON.parse refused it or a member was found twice, so it may be slow but is exact. */

/** Line and column count from 1, columns in UTF-16 units. */
export type JsonFault = { line: number; column: number; message: string }

const SPACE = /[ \t\r\n]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const ATOM = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y

function at(text: string, offset: number, message: string): JsonFault {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n'), message }
}

/** The string literal that begins at `from`, or nothing when it is broken. A loop, because a pattern may overflow on long strings. */
function stringAt(text: string, from: number): string | undefined {
  for (let i = from + 1; text[from] === '"' && i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 34) return text.slice(from, i + 1)
    if (char < 32) return undefined
    if (char === 92) {
      const sequence = take(ESCAPE, text, i)
      if (sequence === undefined) return undefined
      i += sequence.length - 1
    }
  }
  return undefined
}

const take = (pattern: RegExp, text: string, from: number): string | undefined => {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0]
}

const found = (text: string, offset: number): string =>
  offset < text.length ? JSON.stringify(String.fromCodePoint(text.codePointAt(offset)!)) : 'the end of the text'

/** The first syntax error, member given twice or member called `__proto__`; nothing when there is none. */
export function faultIn(text: string): JsonFault | undefined {
  const open: (Set<string> | undefined)[] = []
  let offset = 0
  let expect: 'value' | 'first' | 'name' | 'next' = 'value'
  const skip = () => {
    offset += take(SPACE, text, offset)?.length ?? 0
  }
  const wanted = (what: string) => at(text, offset, `found ${found(text, offset)} where ${what} should be.`)
  for (;;) {
    skip()
    const char = text[offset]
    const inside = open[open.length - 1]
    if (expect === 'next') {
      if (open.length === 0) return char === undefined ? undefined : wanted('the end of the text')
      if (char === (inside ? '}' : ']')) {
        open.pop()
        offset++
      } else if (char === ',') {
        offset++
        expect = inside ? 'name' : 'value'
      } else return wanted(inside ? '"," or "}"' : '"," or "]"')
    } else if (inside && (expect === 'name' || (expect === 'first' && char !== '}'))) {
      const name = stringAt(text, offset)
      if (name === undefined) return wanted('a member name in double quotes')
      const plain = JSON.parse(name) as string
      if (inside.has(plain)) return at(text, offset, `member ${name} is given twice in one object: keep one.`)
      if (plain === '__proto__') return at(text, offset, 'a member may not be called "__proto__".')
      inside.add(plain)
      offset += name.length
      skip()
      if (text[offset] !== ':') return wanted('":"')
      offset++
      expect = 'value'
    } else if (expect === 'first' && char === (inside ? '}' : ']')) {
      open.pop()
      offset++
      expect = 'next'
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : undefined)
      offset++
      expect = 'first'
    } else {
      const atom = char === '"' ? stringAt(text, offset) : take(ATOM, text, offset) || undefined
      if (atom === undefined) return wanted(char === '"' ? 'a complete string' : 'a value')
      offset += atom.length
      expect = 'next'
    }
  }
}
