import { ExpressionError } from './expression.ts'

/** Half of a character, which the database cannot keep (String.isWellFormed is newer than the oldest browser). */
const loneSurrogate = /\p{Surrogate}/u

/** A word, a mark, a number or a quoted text of a condition, and where it stands. */
export type ConditionToken = { kind: 'word' | 'mark' | 'number' | 'text' | 'end'; text: string; at: number }

/** Words of the language in English and Chinese; what each stands for. */
export const keywords = {
  and: ['and', '且', '并且', '而且'],
  or: ['or', '或', '或者'],
  not: ['not', '非', '不是'],
  in: ['in', '属于'],
  notIn: ['不属于'],
  begins: ['begins', '开头', '开头是'],
  from: ['from', '从'],
  to: ['to', '到', '至'],
  is: ['is', '是'],
  empty: ['empty', '空'],
  isEmpty: ['为空', '是空'],
  known: ['known', '已知'],
  isKnown: ['不为空', '有值'],
  true: ['true', '是', '真'],
  false: ['false', '否', '假'],
} as const
export type Keyword = keyof typeof keywords
const allKeywords: ReadonlySet<string> = new Set(Object.values(keywords).flat())

/** Marks as they may be typed, and as they are meant. */
const marks: Readonly<Record<string, string>> = {
  '<=': '<=',
  '≤': '<=',
  '>=': '>=',
  '≥': '>=',
  '<>': '<>',
  '!=': '<>',
  '≠': '<>',
  '<': '<',
  '＜': '<',
  '>': '>',
  '＞': '>',
  '=': '=',
  '＝': '=',
  '(': '(',
  '（': '(',
  ')': ')',
  '）': ')',
  ',': ',',
  '，': ',',
  '、': ',',
}
const markAt = (source: string, at: number) => [source.slice(at, at + 2), source[at]!].find((text) => text in marks)

/** Opening quotes and what closes them; those of Chinese keyboards come in any order. */
const quotes: Readonly<Record<string, string>> = { "'": "'", '"': '"', '‘': '’‘', '’': '’‘', '“': '”“', '”': '”“' }
const longest = 2000

/**
 * Cuts a condition into its words. Chinese is written without blanks: a run of letters that is no name is cut where a known name or keyword ends.
 * @throws ExpressionError for a text that is not closed, holds what no database keeps, or a character of no meaning
 */
export function conditionTokens(source: string, isName: (word: string) => boolean): ConditionToken[] {
  if (source.length > longest) throw new ExpressionError(longest, `条件最长 ${longest} 字`, `A condition has at most ${longest} characters`)
  const tokens: ConditionToken[] = []
  for (let at = 0; at < source.length; ) {
    const char = source[at]!
    const found =
      blank(source, at) ??
      quoted(source, at) ??
      run(source, at, /-?\d{1,15}(?:\.\d{1,6})?(?![\p{L}\p{N}_.])/uy, 'number') ??
      mark(source, at)
    if (found) {
      if (found.kind) tokens.push({ kind: found.kind, text: found.text, at })
      at += found.length
      continue
    }
    const word = run(source, at, /[\p{L}_][\p{L}\p{N}_]*/uy, 'word')
    if (!word) throw new ExpressionError(at, `不认识的字符“${char}”`, `Unknown character "${char}"`)
    for (const part of cut(word.text, isName)) {
      tokens.push({ kind: 'word', text: part, at })
      at += part.length
    }
  }
  return tokens
}

type Found = { kind?: ConditionToken['kind']; text: string; length: number }
function run(source: string, at: number, pattern: RegExp, kind?: ConditionToken['kind']): Found | undefined {
  pattern.lastIndex = at
  const text = pattern.exec(source)?.[0]
  return text ? { ...(kind ? { kind } : {}), text, length: text.length } : undefined
}
const blank = (source: string, at: number) => run(source, at, /\s+/uy)
function mark(source: string, at: number): Found | undefined {
  const text = markAt(source, at)
  return text === undefined ? undefined : { kind: 'mark', text: marks[text]!, length: text.length }
}

/** A quoted text; the quote itself is written twice. */
function quoted(source: string, at: number): Found | undefined {
  const closing = quotes[source[at]!]
  if (!closing) return undefined
  let text = ''
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i]!
    if (/[\p{Cc}\\]/u.test(char))
      throw new ExpressionError(i, '引号内不能有反斜杠和控制字符', 'No backslash or control character within quotes')
    if (!closing.includes(char)) text += char
    else if (closing === char && source[i + 1] === char) text += source[++i]
    else if (loneSurrogate.test(text)) break
    else return { kind: 'text', text, length: i + 1 - at }
  }
  throw new ExpressionError(at, '引号没有配对', 'This quote is not closed')
}

/** 且就诊类别 → 且, 就诊类别: the longest known beginning each time; what begins with nothing known stays whole. */
function cut(word: string, isName: (word: string) => boolean): string[] {
  const known = (text: string) => isName(text) || allKeywords.has(text.toLowerCase())
  if (known(word) || !/\p{Script=Han}/u.test(word)) return [word]
  for (let length = word.length - 1; length > 0; length--)
    if (known(word.slice(0, length))) return [word.slice(0, length), ...cut(word.slice(length), isName)]
  return [word]
}
