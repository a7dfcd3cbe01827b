/** Expressions over parts of measure groups: numbers, `group.part`, `group.part@selector`, + − × ÷ as + - * /, brackets and functions. */

/** Which organisations count. Several are joined by a dot: `@primary.inside`. */
export const selectors = ['inside', 'outside', 'primary', 'hospital', 'lead', 'tcm', 'maternal', 'township', 'village', 'county'] as const
export type Selector = (typeof selectors)[number]

/** How a part is taken over the months of a period: the sum (flows), the last month (stocks), the mean of months, the middle one, or each person once (distinct). */
export type Taking = 'own' | 'end' | 'avg' | 'mid'
export type Ref = { kind: 'ref'; group: string; part: string; selectors: readonly Selector[]; taking: Taking; back: number; at: number }
export type Expression =
  | { kind: 'number'; value: number }
  | Ref
  | { kind: 'op'; op: '+' | '-' | '*' | '/'; left: Expression; right: Expression }
  | { kind: 'call'; name: keyof typeof functions; args: readonly Expression[] }

const finite = (n: number | null) => (n === null || !Number.isFinite(n) ? null : n)
/** Functions of values; null is "no number". The takings and `prev` are read into the references they stand around. */
const functions = {
  /** The first that is a number other than 0. */
  or: { arity: 2, of: (a: number | null, b: number | null) => a || b },
  min: { arity: 2, of: (a: number | null, b: number | null) => (a === null || b === null ? null : Math.min(a, b)) },
  max: { arity: 2, of: (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b)) },
  /** Probability of dying within five years of age from deaths and population of the year: q = 5M ÷ (1 + 2.5M); nobody there, 0 (WHO, China CDC). */
  q5: {
    arity: 2,
    of: (deaths: number | null, people: number | null) => (people ? (5 * (deaths ?? 0)) / (people + 2.5 * (deaths ?? 0)) : 0),
  },
} as const satisfies Record<string, { arity: 2; of: (a: number | null, b: number | null) => number | null }>
const takings: readonly string[] = ['end', 'avg', 'mid'] satisfies Taking[]

/** What is wrong with an expression, and at which character (0-based). */
export class ExpressionError extends Error {
  readonly at: number
  readonly text: readonly [string, string]
  constructor(at: number, zh: string, en: string) {
    super(`${en} (at ${at + 1})`)
    this.at = at
    this.text = [`${zh}（第 ${at + 1} 个字符）`, `${en} (character ${at + 1})`]
  }
}

type Token = { text: string; at: number }
function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s+|(\d+(?:\.\d+)?|[A-Za-z][\w-]*(?:\.[A-Za-z0-9][\w-]*)?(?:@[a-z]+(?:\.[a-z]+)*)?|[-+*/(),])/gy
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex
    const found = pattern.exec(source)
    if (!found) throw new ExpressionError(at, `不认识的字符“${source[at]}”`, `Unknown character "${source[at]}"`)
    if (found[1]) tokens.push({ text: found[1], at })
  }
  return tokens
}

/**
 * Parses an expression. A minus between two names needs blanks around it, since names may have hyphens.
 * @throws ExpressionError with the place
 */
export function parseExpression(source: string): Expression {
  const tokens = tokensOf(source)
  let next = 0
  const end = { text: '', at: source.length }
  const peek = () => tokens[next] ?? end
  const expect = (text: string) => {
    const token = peek()
    if (token.text !== text) throw new ExpressionError(token.at, `这里应是“${text}”`, `Expected "${text}" here`)
    next++
  }
  const sum = (): Expression => chain(['+', '-'], product)
  const product = (): Expression => chain(['*', '/'], single)
  function chain(ops: readonly string[], operand: () => Expression): Expression {
    let left = operand()
    while (ops.includes(peek().text)) {
      const op = tokens[next++]!.text as '+' | '-' | '*' | '/'
      left = { kind: 'op', op, left, right: operand() }
    }
    return left
  }
  function single(): Expression {
    const token = peek()
    next++
    if (token.text === '(') {
      const inner = sum()
      expect(')')
      return inner
    }
    if (/^\d/.test(token.text)) return { kind: 'number', value: Number(token.text) }
    if (/^[A-Za-z]/.test(token.text)) return peek().text === '(' ? call(token) : ref(token)
    throw new ExpressionError(
      token.at,
      token.text ? `这里不能是“${token.text}”` : '表达式不完整',
      token.text ? `"${token.text}" cannot stand here` : 'The expression is not finished',
    )
  }
  function call({ text, at }: Token): Expression {
    expect('(')
    const args = [sum()]
    while (peek().text === ',') {
      next++
      args.push(sum())
    }
    expect(')')
    const arity = text === 'prev' || takings.includes(text) ? 1 : text in functions ? 2 : 0
    if (!arity) throw new ExpressionError(at, `没有函数“${text}”`, `No function "${text}"`)
    if (args.length !== arity) throw new ExpressionError(at, `“${text}”要 ${arity} 个参数`, `"${text}" takes ${arity} argument(s)`)
    if (text === 'prev') return mapRefs(args[0]!, (r) => ({ ...r, back: r.back + 12 }))
    if (arity === 1) return mapRefs(args[0]!, (r) => ({ ...r, taking: text as Taking }))
    return { kind: 'call', name: text as keyof typeof functions, args }
  }
  function ref({ text, at }: Token): Ref {
    const [name = '', given] = text.split('@')
    const [group = '', part] = name.split('.')
    if (!part) throw new ExpressionError(at, `“${text}”应写成“组.项”`, `Write "${text}" as group.part`)
    const chosen = given?.split('.') ?? []
    const wrong = chosen.find((s) => !(selectors as readonly string[]).includes(s))
    if (wrong) throw new ExpressionError(at + name.length + 1, `没有机构范围“${wrong}”`, `No selector "${wrong}"`)
    return { kind: 'ref', group, part, selectors: chosen as Selector[], taking: 'own', back: 0, at }
  }
  const parsed = sum()
  if (next < tokens.length) throw new ExpressionError(peek().at, `多出了“${peek().text}”`, `"${peek().text}" is left over`)
  return parsed
}

function mapRefs(e: Expression, change: (ref: Ref) => Ref): Expression {
  if (e.kind === 'ref') return change(e)
  if (e.kind === 'op') return { ...e, left: mapRefs(e.left, change), right: mapRefs(e.right, change) }
  return e.kind === 'call' ? { ...e, args: e.args.map((a) => mapRefs(a, change)) } : e
}

/** The parts an expression speaks of, in reading order, repeated ones too. */
export function refsOf(e: Expression): Ref[] {
  if (e.kind === 'ref') return [e]
  if (e.kind === 'op') return [...refsOf(e.left), ...refsOf(e.right)]
  return e.kind === 'call' ? e.args.flatMap(refsOf) : []
}

/** The value; null where a part has none, or where something is divided by 0. */
export function evaluate(e: Expression, value: (ref: Ref) => number | null): number | null {
  if (e.kind === 'number') return e.value
  if (e.kind === 'ref') return value(e)
  if (e.kind === 'call') return finite(functions[e.name].of(evaluate(e.args[0]!, value), evaluate(e.args[1]!, value)))
  const left = evaluate(e.left, value)
  const right = evaluate(e.right, value)
  if (left === null || right === null) return null
  if (e.op === '/') return right === 0 ? null : left / right
  return e.op === '*' ? left * right : e.op === '+' ? left + right : left - right
}
