import { PathError } from './error.ts'
import { type Token, tokenize } from './tokens.ts'

/** The syntax tree of an expression; `at` is the offset that error messages point to. */
export type Node = { at: number } & (
  | { kind: 'literal'; value: unknown; text: string }
  | { kind: 'nothing' }
  | { kind: 'this' }
  | { kind: 'constant'; name: string }
  | { kind: 'member'; on?: Node; name: string }
  | { kind: 'call'; on?: Node; name: string; args: Node[] }
  | { kind: 'index'; on: Node; index: Node }
  | { kind: 'type'; test: 'is' | 'as'; on: Node; type: string }
  | { kind: 'minus'; on: Node }
  | { kind: 'binary'; operator: string; left: Node; right: Node }
)

/** How tightly an infix operator binds, http://hl7.org/fhirpath/N1/#operator-precedence. */
const BINDING = new Map<string, number>(
  Object.entries({
    implies: 1,
    ...{ or: 2, xor: 2, and: 3, in: 4, contains: 4, '=': 5, '!=': 5, '<': 6, '<=': 6, '>': 6, '>=': 6, '|': 7 },
    ...{ is: 8, as: 8, '+': 9, '-': 9, '&': 9, '*': 10, '/': 10, div: 10, mod: 10 },
  }),
)
const UNARY = 11

/** Reads `Quantity`, `FHIR.Quantity` or `System.String` out of the node that stands where a type is wanted. */
export const typeName = (node: Node, expression: string): string => {
  if (node.kind === 'member' && (!node.on || (node.on.kind === 'member' && /^(FHIR|System)$/.test(node.on.name)))) return node.name
  throw new PathError('expected a type name', expression, node.at)
}

/** Characters, depth and steps (of a chain of names or operators) of an expression: several times what the longest of R4 has. */
const MOST = { length: 20_000, depth: 100, steps: 2000 }

/** Parses the supported subset of FHIRPath N1; throws `PathError` at the first token that does not fit. */
export const parse = (expression: string): Node => {
  const tooMuch = (how: string): never => {
    throw new PathError(`too ${how} an expression`, `${expression.slice(0, 60)}…`, 60)
  }
  if (expression.length > MOST.length) tooMuch('long')
  const tokens = tokenize(expression)
  let next = 0
  let depth = 0
  let steps = 0
  const peek = () => tokens[next]!
  const take = () => tokens[next++]!
  const isOperator = (text: string) => peek().kind === 'operator' && peek().text === text
  const fail = (wanted: string, token: Token = peek()): never => {
    throw new PathError(`expected ${wanted}, found ${token.kind === 'end' ? token.text : `“${token.text}”`}`, expression, token.at)
  }
  const expect = (text: string) => (isOperator(text) ? take() : fail(`“${text}”`))

  const invocation = (on?: Node): Node => {
    const token = take()
    if (token.kind !== 'name') fail('a name', token)
    const target = on ? { on } : {}
    if (!isOperator('(')) return { kind: 'member', ...target, name: token.text, at: token.at }
    take()
    const args: Node[] = []
    while (!isOperator(')')) {
      if (args.length > 0) expect(',')
      args.push(operation(0))
    }
    take()
    return { kind: 'call', ...target, name: token.text, args, at: token.at }
  }

  const term = (): Node => {
    const { kind, text, at, quoted } = peek()
    if (kind === 'name' && (quoted || (text !== 'true' && text !== 'false'))) return invocation()
    take()
    if (kind === 'name') return { kind: 'literal', value: text === 'true', text, at }
    if (kind === 'number') return { kind: 'literal', value: Number(text), text, at }
    if (kind === 'string' || kind === 'date' || kind === 'time') return { kind: 'literal', value: text, text, at }
    if (kind === 'constant') return { kind: 'constant', name: text, at }
    if (kind === 'scope' && text === 'this') return { kind: 'this', at }
    if (kind === 'operator' && text === '(') return enclosed(operation(0))
    if (kind === 'operator' && text === '{' && isOperator('}')) return take() && { kind: 'nothing', at }
    if (kind === 'operator' && text === '-') return { kind: 'minus', on: operation(UNARY), at }
    if (kind === 'operator' && text === '+') return operation(UNARY)
    next--
    return fail('a value or a name')
  }
  const enclosed = (inner: Node) => expect(')') && inner

  const step = () => {
    if (++steps > MOST.steps) tooMuch('long')
  }
  const postfix = (start: Node): Node => {
    let node = start
    for (;;) {
      step()
      if (isOperator('.')) {
        take()
        node = invocation(node)
      } else if (isOperator('[')) {
        const { at } = take()
        const index = operation(0)
        expect(']')
        node = { kind: 'index', on: node, index, at }
      } else return node
    }
  }

  const operation = (floor: number): Node => {
    if (++depth > MOST.depth) tooMuch('deep')
    const node = infix(floor)
    depth--
    return node
  }
  const infix = (floor: number): Node => {
    let left = postfix(term())
    for (;;) {
      step()
      const { kind, text, at, quoted } = peek()
      const operates = kind === 'operator' || (kind === 'name' && !quoted)
      const binding = operates ? BINDING.get(text) : undefined
      if (binding === undefined || binding <= floor) return left
      take()
      if (text === 'is' || text === 'as')
        left = { kind: 'type', test: text, on: left, type: typeName(postfix(invocation()), expression), at }
      else left = { kind: 'binary', operator: text, left, right: operation(binding), at }
    }
  }

  const tree = operation(0)
  return peek().kind === 'end' ? tree : fail('an operator or the end')
}
