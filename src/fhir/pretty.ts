import { afterString, minified } from './document.ts'
import type { Slices } from './slices.ts'

/** Characters between two pauses: some milliseconds. */
const stride = 1 << 18

/** JSON text with a line for each member and item; strings and numbers keep their characters. Pauses now and then. */
export function* pretty(text: string): Slices<string> {
  const plain = minified(text)
  let out = ''
  let [depth, kept, pause] = [0, 0, stride]
  const line = (at: number) => {
    out += `${plain.slice(kept, at)}\n${'  '.repeat(depth)}`
    kept = at
  }
  for (let i = 0; i < plain.length; i++) {
    const char = plain.charCodeAt(i)
    if (char === 34) i = afterString(plain, i) - 1
    else if (char === 123 || char === 91) {
      const next = plain.charCodeAt(i + 1)
      if (next === 125 || next === 93) i++
      else {
        depth++
        line(i + 1)
      }
    } else if (char === 125 || char === 93) {
      depth--
      line(i)
    } else if (char === 44) line(i + 1)
    else if (char === 58) {
      out += `${plain.slice(kept, i)}: `
      kept = i + 1
    }
    if (i >= pause) {
      pause = i + stride
      yield
    }
  }
  return out + plain.slice(kept)
}
