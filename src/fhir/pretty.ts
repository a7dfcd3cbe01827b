import { minified } from './document.ts'

/** JSON text with a line for each member and item; strings and numbers keep their characters. */
export function pretty(text: string): string {
  const plain = minified(text)
  const parts: string[] = []
  let depth = 0
  let kept = 0
  const line = (at: number) => {
    parts.push(plain.slice(kept, at), '\n', '  '.repeat(depth))
    kept = at
  }
  for (let i = 0; i < plain.length; i++) {
    const char = plain[i]
    if (char === '"') {
      for (i++; plain[i] !== '"'; i++) if (plain[i] === '\\') i++
    } else if (char === '{' || char === '[') {
      if (plain[i + 1] === '}' || plain[i + 1] === ']') i++
      else {
        depth++
        line(i + 1)
      }
    } else if (char === '}' || char === ']') {
      depth--
      line(i)
    } else if (char === ',') line(i + 1)
    else if (char === ':') {
      parts.push(plain.slice(kept, i), ': ')
      kept = i + 1
    }
  }
  parts.push(plain.slice(kept))
  return parts.join('')
}
