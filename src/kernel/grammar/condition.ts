import type { ConditionColumn } from './columns.ts'
import { type ConditionToken, conditionTokens, type Keyword, keywords } from './condition-words.ts'
import { ExpressionError } from './expression.ts'

/** A condition as SQL over a row f (and d, the person, where `person` says so). No SQL: every row. */
export type Condition = { sql?: string; person: boolean }

type Named = { column: ConditionColumn; scale: number }
const deepest = 20
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * Compiles a condition: `column = 'x'`, `<> < <= > >=`, `in ('a', 'b')`, `begins 'I60'`, `from 'I60' to 'I69'` (both ends and what begins like them), `is empty`, `is
 * known`, and, or, not, brackets; in Chinese words too. A test is met or not: a value that is not there equals nothing, so `<>` and `not` hold for it.
 * Only the given columns and quoted literals come into the SQL.
 * @throws ExpressionError with the place, and what was expected there
 */
export function compileCondition(source: string, columns: readonly ConditionColumn[]): Condition {
  const names = new Map<string, Named>(
    columns.flatMap((column) => [
      [column.name, { column, scale: 1 }] as const,
      ...column.names.map((name) => [name, { column, scale: 1 }] as const),
      ...(column.yuan ?? []).map((name) => [name, { column, scale: 100 }] as const),
    ]),
  )
  const tokens = conditionTokens(source, (word) => names.has(word))
  if (!tokens.length) return { person: false }
  let next = 0
  let person = false
  const end: ConditionToken = { kind: 'end', text: '', at: source.length }
  const peek = () => tokens[next] ?? end
  const is = (keyword: Keyword) => peek().kind === 'word' && (keywords[keyword] as readonly string[]).includes(peek().text.toLowerCase())
  const isMark = (text: string) => peek().kind === 'mark' && peek().text === text
  const take = (found: boolean) => {
    if (found) next++
    return found
  }
  const expected = (zh: string, en: string, { text, at } = peek()) =>
    text
      ? new ExpressionError(at, `这里应是${zh}，不是“${text}”`, `Expected ${en} here, not "${text}"`)
      : new ExpressionError(at, `没有写完，还应有${zh}`, `Not finished: expected ${en}`)
  const close = () => {
    if (!take(isMark(')'))) throw expected('“)”', '")"')
  }

  const any = (depth: number): string => chain('or', () => chain('and', () => one(depth)))
  function chain(keyword: 'and' | 'or', operand: () => string): string {
    const all = [operand()]
    while (take(is(keyword))) all.push(operand())
    return all.length === 1 ? all[0]! : `(${all.join(` ${keyword} `)})`
  }
  function one(depth: number): string {
    if (depth > deepest) throw new ExpressionError(peek().at, '括号嵌套过深', 'Too many brackets within each other')
    if (take(is('not'))) return `(${one(depth + 1)}) is not true`
    if (!take(isMark('('))) return test()
    const inner = any(depth + 1)
    close()
    return inner
  }
  function test(): string {
    const token = peek()
    const named = token.kind === 'word' ? names.get(token.text) : undefined
    if (!named) {
      if (token.kind === 'word' && !keywordsBegin(token.text))
        throw new ExpressionError(token.at, `没有“${token.text}”这一列`, `There is no column "${token.text}"`)
      throw expected('列名', 'a column')
    }
    next++
    person ||= named.column.person === true
    const { sql, kind } = named.column
    const mark = peek().text
    if (peek().kind === 'mark' && ['=', '<>', '<', '<=', '>', '>='].includes(mark)) {
      next++
      if (kind === 'boolean' && mark !== '=' && mark !== '<>')
        throw new ExpressionError(peek().at, '是否列只能用 = 或 <>', 'A yes-or-no column takes = or <>')
      return `${sql} ${mark === '<>' ? 'is distinct from' : mark} ${value(named)}`
    }
    if (take(is('isEmpty'))) return empty(named, true)
    if (take(is('isKnown'))) return empty(named, false)
    if (take(is('is'))) {
      const not = take(is('not'))
      if (take(is('empty'))) return empty(named, !not)
      if (take(is('known'))) return empty(named, not)
      throw expected('“empty”或“known”（为空、不为空）', '"empty" or "known"')
    }
    if (take(is('notIn'))) return `(${oneOf(named)}) is not true`
    const not = take(is('not'))
    const found = take(is('in')) ? oneOf(named) : take(is('begins')) ? begins(named) : take(is('from')) ? range(named) : undefined
    if (!found) throw expected('=、<>、in（属于）、begins（开头）、from（从）或 is（为空）', '=, <>, <, >, in, begins, from or is')
    return not ? `(${found}) is not true` : found
  }
  const empty = ({ column: { sql, kind } }: Named, isEmpty: boolean) => {
    const none = kind === 'text' ? `coalesce(${sql}, '') = ''` : `${sql} is null`
    return isEmpty ? none : `not (${none})`
  }
  const oneOf = (named: Named) => `${named.column.sql} in (${list(() => value(named)).join(', ')})`
  function list<T>(item: () => T): T[] {
    if (!take(isMark('('))) throw expected('“(”', '"("')
    const all = [item()]
    while (take(isMark(','))) all.push(item())
    close()
    return all
  }
  function begins({ column }: Named): string {
    if (column.kind !== 'text')
      throw new ExpressionError(
        tokens[next - 1]!.at,
        `“${column.text[0]}”不是文字，不能用开头`,
        `"${column.name}" holds no text: it has no beginning`,
      )
    const some = isMark('(') ? list(text) : [text()]
    const tests = some.map((word) => `left(${column.sql}, ${[...word].length}) = ${quote(word)}`)
    return tests.length === 1 ? tests[0]! : `(${tests.join(' or ')})`
  }
  function range(named: Named): string {
    const { sql, kind } = named.column
    const read = () => (kind === 'text' ? text() : value(named))
    const low = read()
    if (!take(is('to'))) throw expected('“to”（到）', '"to"')
    const high = read()
    if (kind !== 'text') return `(${sql} >= ${low} and ${sql} <= ${high})`
    return `(${sql} >= ${quote(low)} and left(${sql}, ${[...high].length}) <= ${quote(high)})`
  }
  function text(): string {
    const token = peek()
    if (token.kind !== 'text') throw expected("引号中的文字，如 'I60'", "a text in quotes, as 'I60'")
    next++
    return token.text
  }
  /** A literal of the column's kind. */
  function value({ column: { kind, codes, name }, scale }: Named): string {
    const token = peek()
    if (kind === 'text') return quote(codeOf(text(), codes))
    if (kind === 'number') {
      if (token.kind !== 'number') throw expected('数字', 'a number')
      next++
      return String(scale === 1 ? Number(token.text) : Math.round(Number(token.text) * scale))
    }
    if (kind === 'boolean') {
      const yes = is('true')
      if (!take(yes || is('false'))) throw expected('true 或 false（是、否）', 'true or false')
      return String(yes)
    }
    return instantOf(token, text(), kind, name)
  }

  const sql = any(0)
  if (peek() !== end) throw expected('and、or（且、或）或结束', 'and, or, or the end')
  return { sql, person }
}

const keywordsBegin = (word: string) => Object.values(keywords).some((words) => (words as readonly string[]).includes(word.toLowerCase()))

/** The code whose words somebody wrote: 急诊 → EMER. */
const codeOf = (text: string, codes: ConditionColumn['codes']) =>
  codes && !(text in codes) ? (Object.entries(codes).find(([, words]) => words.includes(text))?.[0] ?? text) : text

/** A day that the calendar has; a month for the column of months; a minute for instants, local. */
function instantOf(token: ConditionToken, text: string, kind: 'date' | 'instant', name: string): string {
  const [, month, day, minute] = /^((?:19|20)\d\d-\d\d)(?:-(\d\d)(?: (\d\d:\d\d))?)?$/.exec(text) ?? []
  const date = `${month}-${day ?? '01'}`
  const real = month && !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date)
  const fits = day ? !minute || (kind === 'instant' && /^([01]\d|2[0-3]):[0-5]\d$/.test(minute)) : name === 'month'
  if (!real || !fits)
    throw new ExpressionError(
      token.at,
      `日期应写成 '2026-01-31'${name === 'month' ? "，月份 '2026-01'" : ''}`,
      `Write a day as '2026-01-31'${name === 'month' ? ", a month as '2026-01'" : ''}`,
    )
  return kind === 'instant' ? `timestamptz '${date} ${minute ?? '00:00'}+08'` : `date '${date}'`
}
