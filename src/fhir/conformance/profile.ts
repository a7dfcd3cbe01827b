/** Validation by a profile, interpreted: cardinality, types, fixed values and patterns, lengths, slices, bindings, invariants. What is not supported is said. */
import { ID } from '../id.ts'
import { compilePath } from '../path/compile.ts'
import type { Terms } from '../terminology/types.ts'
import { isObject, quote } from '../validate/context.ts'
import { bindingFaults, type Found } from './bindings.ts'
import { childrenOf, type Item, isKindOf } from './items.ts'
import { fits, isSame } from './match.ts'
import { belongs, discriminatorsOf } from './slicing.ts'
import { type Child, type ElementDefinition, type Node, type StructureDefinition, treeOf, valueIn } from './structure.ts'

export type Finding = Found & { expression: string }
export type Sources = { terms: Terms; profile(url: string): Promise<StructureDefinition | undefined> }

const most = 100
const core = 'http://hl7.org/fhir/StructureDefinition/'
/** Data types and resources of R4 themselves, which `validate` checks. */
export const isCore = (url: string): boolean => url.startsWith(core) && /^[A-Za-z]+$/.test(url.slice(core.length))

const instance = new RegExp(`(?:^|/)([A-Z][A-Za-z]+)/${ID}(?:/_history/.+)?$`)

type Run = {
  sources: Sources
  findings: Finding[]
  said: Set<string>
  root: unknown
  profile: string
}

function add(run: Run, severity: Found['severity'], code: string, at: string, diagnostics: string): void {
  const key = `${severity} ${at} ${diagnostics}`
  if (run.findings.length >= most || run.said.has(key)) return
  run.said.add(key)
  run.findings.push({ severity, code, expression: at, diagnostics: `${diagnostics} (profile ${run.profile})` })
}
const unsupported = (run: Run, at: string, what: string) => add(run, 'information', 'not-supported', at, `Not checked: ${what}.`)

function checkValue(run: Run, def: ElementDefinition, { value, path }: Item): void {
  const [fixed, pattern] = [valueIn(def, 'fixed'), valueIn(def, 'pattern')]
  if (fixed && !isSame(value, fixed.value)) add(run, 'error', 'value', path, `Must be exactly ${quoted(fixed.value)}.`)
  if (pattern && !fits(value, pattern.value)) add(run, 'error', 'value', path, `Must have ${quoted(pattern.value)}.`)
  if (def.maxLength !== undefined && typeof value === 'string' && [...value].length > def.maxLength)
    add(run, 'error', 'value', path, `Longer than ${def.maxLength} characters.`)
  for (const [prefix, sign] of [
    ['minValue', 1],
    ['maxValue', -1],
  ] as const) {
    const bound = valueIn(def, prefix)
    if (!bound) continue
    const [a, b] = [value, bound.value]
    if ((typeof a !== 'number' || typeof b !== 'number') && (typeof a !== 'string' || typeof b !== 'string'))
      unsupported(run, path, `${prefix} of ${bound.type}`)
    else if (sign * (a < b ? -1 : a > b ? 1 : 0) < 0)
      add(run, 'error', 'value', path, `${quote(a)} is ${sign > 0 ? 'less' : 'more'} than ${quote(b)}.`)
  }
}
const quoted = (value: unknown) => JSON.stringify(value).slice(0, 200)

function checkReference(run: Run, wanted: readonly string[], { value, path }: Item): void {
  const text = isObject(value) && typeof value['reference'] === 'string' ? value['reference'] : undefined
  const type = text && instance.exec(text)?.[1]
  if (!wanted.length || !type) return
  const own = wanted.filter((url) => !isCore(url))
  if (own.length) unsupported(run, path, `whether the target meets ${own.join(', ')}`)
  else if (!wanted.some((url) => url === `${core}${type}` || url === `${core}Resource`))
    add(run, 'error', 'value', path, `Refers to ${type} but may only to ${wanted.map((url) => url.slice(core.length)).join(', ')}.`)
}

async function checkTypes(run: Run, def: ElementDefinition, item: Item): Promise<void> {
  if (!def.type?.length) return
  const mine = def.type.filter(({ code }) => code && (isKindOf(item.type, code) || code.includes('System.') || code === 'Resource'))
  if (!mine.length) {
    if (item.type.includes('.')) return
    return add(run, 'error', 'value', item.path, `Is a ${item.type} but must be ${def.type.map(({ code }) => code).join(' or ')}.`)
  }
  checkReference(
    run,
    mine.flatMap((type) => type.targetProfile ?? []),
    item,
  )
  const profiles = mine.flatMap((type) => type.profile ?? []).filter((url) => !isCore(url))
  const tried = await Promise.all(
    profiles.map(async (url) => {
      const found = await run.sources.profile(url)
      if (!found) return void unsupported(run, item.path, `the profile ${url} is not known here`)
      const inner: Run = { ...run, findings: [], said: new Set(), profile: url }
      await checkProfile(inner, found, item, [])
      return inner.findings
    }),
  )
  const known = tried.filter((one): one is Finding[] => one !== undefined)
  const best = known.find((findings) => !findings.some((f) => f.severity === 'error')) ?? known[0]
  run.findings.push(...(best ?? []).slice(0, most - run.findings.length))
}

function checkConstraints(run: Run, def: ElementDefinition, item: Item): void {
  for (const { key, severity, human, expression, source } of def.constraint ?? []) {
    // what R4 itself demands is checked already, wherever a snapshot repeats it
    if (!expression || source?.startsWith(core) || /^(ele|ext|dom)-\d$/.test(key)) continue
    try {
      const answer = compilePath(expression)(item.value, { resource: run.root })
      if (answer.length && answer.every((one) => one !== false)) continue
      add(run, severity === 'warning' ? 'warning' : 'error', 'invariant', item.path, `${human ?? expression} (${key})`)
    } catch (error) {
      unsupported(run, item.path, `invariant ${key}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function checkCount(run: Run, def: ElementDefinition, count: number, at: string, name: string): void {
  const what = def.sliceName ? `${name} (slice ${def.sliceName})` : name
  if (def.min !== undefined && count < def.min)
    add(run, 'error', 'required', at, `${what} is required at least ${def.min} times, found ${count}.`)
  if (def.max !== undefined && def.max !== '*' && count > Number(def.max))
    add(run, 'error', 'structure', at, `${what} is allowed at most ${def.max} times, found ${count}.`)
}

async function checkSlices(run: Run, name: string, { all, slices }: Child, items: readonly Item[], at: string): Promise<void> {
  const discriminators = discriminatorsOf(name, all)
  const rest = new Set(items)
  for (const slice of slices) {
    const verdicts = new Map(items.map((item) => [item, discriminators.map((one) => belongs(item, slice, one))]))
    if (!discriminators.length || [...verdicts.values()].some((list) => list.includes(undefined))) {
      unsupported(run, at, `slice ${slice.def.sliceName} of ${name}: its values cannot be told apart here`)
      for (const item of items) rest.delete(item)
      continue
    }
    const mine = items.filter((item) => verdicts.get(item)!.every(Boolean))
    checkCount(run, slice.def, mine.length, at, name)
    for (const item of mine) {
      rest.delete(item)
      await checkItem(run, slice, item)
    }
  }
  if (all.def.slicing?.ordered) unsupported(run, at, `the order of the slices of ${name}`)
  if (all.def.slicing?.rules === 'closed')
    for (const item of rest)
      add(
        run,
        'error',
        'structure',
        item.path,
        `Belongs to none of the slices ${slices.map(({ def }) => def.sliceName).join(', ')}, and there may be no other.`,
      )
}

async function checkItem(run: Run, { def, children }: Node, item: Item): Promise<void> {
  if (run.findings.length >= most) return
  checkValue(run, def, item)
  if (def.contentReference) unsupported(run, item.path, `what ${def.contentReference} says`)
  await checkTypes(run, def, item)
  for (const found of await bindingFaults(run.sources.terms, def, item)) add(run, found.severity, found.code, item.path, found.diagnostics)
  checkConstraints(run, def, item)
  for (const [name, child] of children) {
    const { known, items } = childrenOf(item, name)
    if (!known) {
      unsupported(run, item.path, `R4 has no element ${name} here`)
      continue
    }
    checkCount(run, child.all.def, items.length, item.path, name)
    for (const one of items) await checkItem(run, child.all, one)
    if (child.slices.length) await checkSlices(run, name, child, items, item.path)
  }
}

async function checkProfile(run: Run, profile: StructureDefinition, item: Item, path: readonly string[]): Promise<void> {
  const { baseDefinition, url = '' } = profile
  if (path.includes(url)) return add(run, 'error', 'processing', item.path, `The profile ${url} is derived from itself.`)
  if (baseDefinition && !isCore(baseDefinition) && profile.differential) {
    const base = await run.sources.profile(baseDefinition)
    if (base) await checkProfile(run, base, item, [...path, url])
    else unsupported(run, item.path, `the profile ${baseDefinition}, from which ${url} is derived, is not known here`)
  }
  await checkItem(run, treeOf(profile), item)
}

/** What a profile finds wrong with a resource that is valid R4; at most 100 findings. */
export async function validateProfile(
  sources: Sources,
  profile: StructureDefinition,
  resource: { resourceType: string },
): Promise<Finding[]> {
  const type = resource.resourceType
  const run: Run = { sources, findings: [], said: new Set(), root: resource, profile: profile.url ?? '' }
  if (profile.type !== type) add(run, 'error', 'structure', type, `Is a ${type}, but the profile is one of ${profile.type}.`)
  else await checkProfile(run, profile, { value: resource, type, path: type }, [])
  return run.findings
}
