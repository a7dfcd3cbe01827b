import { boundary } from './boundary.ts'
import { refill, spend } from './budget.ts'
import { Misuse, PathError } from './error.ts'
import { type Context, FUNCTIONS, type Run, referenceKeys } from './functions.ts'
import { collection, EMPTY, extensionReader, type Reader, readAll, readChain, reader, typedReader } from './members.ts'
import { LOGIC, OPERATORS, single, singleNumber, truth, truthOf } from './operators.ts'
import { type Node, parse, typeName } from './syntax.ts'
import { isDateTime, isTime } from './temporal.ts'
import { isOfType } from './types.ts'

/** A compiled path. Its answer may be the resource's own array: read it, do not change it. */
export type Path = (focus: unknown, context?: Context) => unknown[]

type Scope = { expression: string; constants: Record<string, unknown>; uses: { resource: boolean } }

const fail = (problem: string, node: Node, scope: Scope): never => {
  throw new PathError(problem, scope.expression, node.at)
}

/** Adds expression and position to what data shows to be wrong at run time. */
const guarded = (node: Node, scope: Scope, run: Run): Run => {
  return (focus, context) => {
    try {
      return run(focus, context)
    } catch (error) {
      if (error instanceof Misuse) fail(error.message, node, scope)
      throw error
    }
  }
}

/** A chain of plain steps with the node it starts from; `a.b.value.ofType(X)` is one chain. */
type Chain = { from: Node | undefined; steps: Reader[]; type?: string }

const isTypeRoot = (name: string) => name[0]! >= 'A' && name[0]! <= 'Z'

const castOf = (node: Node, scope: Scope): { on: Node | undefined; type: string } | undefined => {
  if (node.kind === 'type' && node.test === 'as') return { on: node.on, type: node.type }
  if (node.kind !== 'call' || (node.name !== 'ofType' && node.name !== 'as')) return undefined
  if (node.args.length !== 1) fail(`${node.name}() takes one type`, node, scope)
  return { on: node.on, type: typeName(node.args[0]!, scope.expression) }
}

const chainOf = (node: Node, scope: Scope): Chain | undefined => {
  const cast = castOf(node, scope)
  const member = cast ? cast.on : node
  if (member?.kind !== 'member' || (!member.on && isTypeRoot(member.name))) return undefined
  const before = member.on && chainOf(member.on, scope)
  const step = cast ? typedReader(member.name, cast.type) : reader(member.name)
  return {
    from: before ? before.from : member.on,
    steps: [...(before?.steps ?? []), step],
    ...(cast ? { type: cast.type } : {}),
  }
}

const compileChain = ({ from, steps }: Chain, scope: Scope): Run => {
  if (!from) return (focus) => readChain(focus, steps)
  if (from.kind === 'member') {
    const type = from.name
    return (focus) => (isOfType(focus, type) ? readChain(focus, steps) : EMPTY)
  }
  const on = compile(from, scope)
  return (focus, context) => readChain(on(focus, context), steps)
}

const compileConstant = (node: Node & { kind: 'constant' }, scope: Scope): Run => {
  const { name } = node
  if (Object.hasOwn(scope.constants, name)) {
    const value = collection(scope.constants[name])
    return () => value
  }
  if (name === 'rowIndex') return (_, context) => [context.rowIndex ?? 0]
  if (name !== 'resource' && name !== 'context') fail(`unknown constant %${name}`, node, scope)
  scope.uses.resource = true
  return (_, context) => collection(context.resource)
}

const compileExtension = (node: Node & { kind: 'call' }, scope: Scope): Run => {
  if (node.args.length !== 1) fail('extension() takes one url', node, scope)
  const url = compile(node.args[0]!, scope)
  const { on } = node
  const named = on?.kind === 'member' && !isTypeRoot(on.name)
  const parent = named ? on.on : on
  const read = named ? extensionReader(on.name) : reader('extension')
  const source = parent ? compile(parent, scope) : collection
  return (focus, context) => {
    const wanted = single(url(focus, context))
    return readAll(source(focus, context), read).filter(
      (item) => typeof item === 'object' && item !== null && 'url' in item && item.url === wanted,
    )
  }
}

const ofType = (items: unknown[], type: string): unknown[] => {
  spend(items.length)
  return items.filter((item) => isOfType(item, type))
}

const compileCall = (node: Node & { kind: 'call' }, scope: Scope): Run => {
  const { name, args } = node
  if (name === 'extension') return compileExtension(node, scope)
  const on: Run = node.on ? compile(node.on, scope) : collection
  const cast = castOf(node, scope)
  if (cast) return (focus, context) => ofType(on(focus, context), cast.type)
  if (name === 'is')
    return compileIs(
      {
        kind: 'type',
        test: 'is',
        on: node.on ?? { kind: 'this', at: node.at },
        type: typeName(args[0] ?? node, scope.expression),
        at: node.at,
      },
      scope,
    )
  if (name === 'getReferenceKey') {
    const type = args[0] && typeName(args[0], scope.expression)
    return (focus, context) => referenceKeys(on(focus, context), type)
  }
  if (name === 'lowBoundary' || name === 'highBoundary') {
    if (args.length > 0) fail(`${name}() takes no argument here`, node, scope)
    const edge = name === 'lowBoundary' ? 'low' : 'high'
    const type = node.on && chainOf(node.on, scope)?.type
    const written = node.on?.kind === 'literal' ? node.on.text : undefined
    return (focus, context) => boundary(on(focus, context), edge, type, written)
  }
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]! : fail(`unknown function ${name}()`, node, scope)
  if (args.length < known.least || args.length > known.most) fail(`${name}() takes ${known.least} to ${known.most} arguments`, node, scope)
  if (name === 'resolve') scope.uses.resource = true
  const runs = args.map((arg) => compile(arg, scope))
  return (focus, context) => {
    const items = on(focus, context)
    spend(1 + items.length)
    return known.call(items, runs, focus, context)
  }
}

/** `x is T`: nothing for nothing; a choice element is asked by its own JSON name. */
const compileIs = (node: Node & { kind: 'type' }, scope: Scope): Run => {
  const on = compile(node.on, scope)
  const cast = compile({ ...node, test: 'as' }, scope)
  return (focus, context) => (single(on(focus, context)) === undefined ? EMPTY : truth(cast(focus, context).length > 0))
}

const compileBinary = (node: Node & { kind: 'binary' }, scope: Scope): Run => {
  const left = compile(node.left, scope)
  const right = compile(node.right, scope)
  const logic = LOGIC[node.operator]
  if (logic) return (focus, context) => truth(logic(truthOf(left(focus, context)), () => truthOf(right(focus, context))))
  const word = node.operator === '=' && node.right.kind === 'literal' ? node.right.value : undefined
  if (typeof word === 'string' && !isDateTime(word) && !isTime(word))
    return (focus, context) => {
      const items = left(focus, context) // a text that is no point in time equals itself and nothing else
      return items.length === 0 ? EMPTY : truth(items.length === 1 && items[0] === word)
    }
  const apply = OPERATORS[node.operator]!
  return (focus, context) => {
    const [a, b] = [left(focus, context), right(focus, context)]
    spend(a.length + b.length)
    return apply(a, b)
  }
}

const compileUnguarded = (node: Node, scope: Scope): Run => {
  const chain = chainOf(node, scope)
  if (chain) return compileChain(chain, scope)
  if (node.kind === 'literal') {
    const value = [node.value]
    return () => value
  }
  if (node.kind === 'nothing') return () => EMPTY
  if (node.kind === 'this') return collection
  if (node.kind === 'constant') return compileConstant(node, scope)
  if (node.kind === 'member') return (focus) => (isOfType(focus, node.name) ? [focus] : EMPTY)
  if (node.kind === 'call') return compileCall(node, scope)
  if (node.kind === 'binary') return compileBinary(node, scope)
  const on = compile(node.on, scope)
  if (node.kind === 'minus') {
    return (focus, context) => {
      const value = singleNumber(on(focus, context))
      return value === undefined ? EMPTY : [-value]
    }
  }
  if (node.kind === 'index') {
    const index = compile(node.index, scope)
    return (focus, context) => collection(on(focus, context)[singleNumber(index(focus, context)) ?? -1])
  }
  if (node.test === 'is') return compileIs(node, scope)
  return (focus, context) => ofType(on(focus, context), node.type)
}

const PLAIN = new Set(['literal', 'nothing', 'this', 'constant', 'member'])

const compile = (node: Node, scope: Scope): Run => {
  const run = compileUnguarded(node, scope)
  return PLAIN.has(node.kind) ? run : guarded(node, scope, run)
}

const NO_CONTEXT: Context = Object.freeze({})

/**
 * Compiles a FHIRPath expression (N1 without quantities, clock functions and `~`) once, to be run many times.
 * `constants` answer `%name`. Throws `PathError` on syntax, unknown functions and unknown constants; the path throws it when several
 * values stand where one is allowed, and where it would take more than about a second. Data types are not looked up in definitions: see `isOfType`.
 */
export const compilePath = (expression: string, constants: Record<string, unknown> = {}): Path => {
  const scope: Scope = { expression, constants, uses: { resource: false } }
  const compiled = compile(parse(expression), scope)
  const run: Run = (focus, context) => {
    refill()
    return compiled(focus, context)
  }
  if (!scope.uses.resource) return (focus, context = NO_CONTEXT) => run(focus, context)
  return (focus, context) => run(focus, context?.resource === undefined ? { ...context, resource: focus } : context)
}
