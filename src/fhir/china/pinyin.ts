/** Chinese names and terms as people type them at a desk: pinyin, initials, grams. Pure; the readings of characters come from pinyin-pro. */
import { pinyin } from 'pinyin-pro'
import { givenReadings, surnameReadings } from './surnames.ts'

export type NameReading = { pinyin: string; initials: string }

const MOST = 4
const TOKEN = /\p{Script=Han}|[a-z0-9]+/giu

/**
 * How a person's name may be typed, lower case, without tones and with v for ü (吕 → lv): 曾乐 → zengle zl, cengle cl, zengyue zy, cengyue cy.
 * At most four readings, the likeliest first; spaces, dots and characters without a reading are left out.
 */
export function nameReadings(name: string): NameReading[] {
  const parts = alternatives(name)
  const readings = parts.reduce<string[][]>((heads, options) => options.flatMap((o) => heads.map((h) => [...h, o])).slice(0, MOST), [[]])
  const found = new Map<string, NameReading>()
  for (const syllables of readings.map((r) => r.flatMap((s) => s.split('-')))) {
    const reading = { pinyin: syllables.join(''), initials: syllables.map((s) => s[0]).join('') }
    if (reading.pinyin) found.set(reading.pinyin, reading)
  }
  return [...found.values()]
}

/** For the surname and each further character: its readings. A double surname of two readings is one part. */
function alternatives(name: string): (readonly string[])[] {
  const tokens = name.match(TOKEN) ?? []
  const usual = readTokens(tokens, 'head')
  const double = tokens.length > 2 ? surnameReadings.get(tokens[0]! + tokens[1]!) : undefined
  const first = double ? [double] : [surnameReadings.get(tokens[0] ?? '') ?? usual.slice(0, 1)]
  const rest = tokens.slice(double ? 2 : 1).map((token, i) => givenReadings.get(token) ?? [usual[i + (double ? 2 : 1)]!])
  return [...first, ...rest]
}

/** One reading a token; an empty text for a character that has none. */
function readTokens(tokens: readonly string[], surname: 'head' | 'off'): string[] {
  const han = pinyin(tokens.filter((t) => /\p{Script=Han}/u.test(t)).join(''), { toneType: 'none', type: 'array', surname, v: true })
  let next = 0
  return tokens.map((t) => (/\p{Script=Han}/u.test(t) ? han[next++]!.replace(/[^a-z]/g, '') : t.toLowerCase()))
}

/** Initials of a term, with letters and digits kept: 2型糖尿病 → 2xtnb, Ⅱ and punctuation dropped. */
export function initialsOf(text: string): string {
  const tokens = text.replaceAll('卒中', '猝中').match(TOKEN) ?? [] // apoplexy is read cùzhòng, not zúzhòng
  return readTokens(tokens, 'off')
    .map((reading, i) => (/[a-z0-9]/i.test(tokens[i]!) ? reading : reading.slice(0, 1)))
    .join('')
}

/** The single characters and neighbouring pairs of a name, each once: an index of these answers "contains" searches. 欧阳修 → 欧 阳 修 欧阳 阳修. */
export function grams(name: string): string[] {
  const characters = [...name.replace(/\s/g, '').toLowerCase()]
  return [...new Set([...characters, ...characters.slice(1).map((c, i) => characters[i]! + c)])]
}
