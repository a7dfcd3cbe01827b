/** Names of Chinese people as they are searched: whole, by full pinyin, by initials. */
import { type NameReading, nameReadings } from '../../china/pinyin.ts'
import { type Element, listOf, textOf } from './kind.ts'

const HAN = /\p{Script=Han}/u

/** Names come again: many people share one, and one person is a patient of several institutions. The oldest half is forgotten when full. */
const MOST = 20_000
let recent = new Map<string, readonly NameReading[]>()
let older = new Map<string, readonly NameReading[]>()

function readingsOf(name: string): readonly NameReading[] {
  const known = recent.get(name) ?? older.get(name) ?? nameReadings(name)
  if (recent.size >= MOST) {
    older = recent
    recent = new Map()
  }
  recent.set(name, known)
  return known
}

/** Longer than any name; readings of more characters are not worth their time. */
const LONGEST = 40

/** The whole name where it is written in Chinese characters: as text, or family and given joined. */
function chineseName(name: Element): string | undefined {
  const text = textOf(name.text) ?? `${textOf(name.family) ?? ''}${listOf(name.given).join('')}`
  return HAN.test(text) && text.length <= LONGEST ? text : undefined
}

/** What a Chinese name is also found by: itself joined, and how it may be typed: 张三 → 张三, zhangsan, zs. Empty for other names. */
export function chineseReadings(name: Element): string[] {
  const whole = chineseName(name)
  return whole === undefined ? [] : [whole, ...readingsOf(whole).flatMap(({ pinyin, initials }) => [pinyin, initials])]
}
