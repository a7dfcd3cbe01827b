import type { Resource } from '../../fhir/resource.ts'
import { asksHierarchy } from '../../fhir/search/hierarchy.ts'
import type { Criterion } from '../../fhir/search/query.ts'
import { referencesOf } from '../../fhir/search/references.ts'
import type { SearchParameter } from '../../fhir/search-parameters.ts'
import type { Asking } from './asking.ts'
import { compile } from './compile.ts'
import { withHierarchy } from './hierarchy.ts'
import { allIds, allMatches, allPatients } from './ids.ts'
import { aboutOne, mainParameters } from './main-patient.ts'

type Chain = Extract<Criterion, { kind: 'chain' }>
type Has = Extract<Criterion, { kind: 'has' }>

/** Criteria in which chains, `_has` and hierarchies are replaced by the ids that meet them, from the inside outwards. Nothing when one of them meets none. */
export async function resolve(asking: Asking, type: string, criteria: readonly Criterion[]): Promise<Criterion[] | undefined> {
  const out: Criterion[] = []
  for (const criterion of criteria) {
    const plain = await plainOf(asking, type, criterion)
    if (!plain) return undefined
    out.push(plain)
  }
  return out
}

async function plainOf(asking: Asking, type: string, criterion: Criterion): Promise<Criterion | undefined> {
  if (criterion.kind === 'chain') return chained(asking, criterion)
  if (criterion.kind === 'has') return having(asking, type, criterion)
  if (asksHierarchy(criterion)) return withHierarchy(asking, criterion)
  if (criterion.kind !== 'each') return criterion
  const own = criterion.of.find((one) => one.type === type)
  return own && plainOf(asking, type, own.criterion)
}

const anyOf = (param: SearchParameter, values: readonly string[]): Criterion | undefined =>
  values.length ? { kind: 'value', param, operands: values.map((text) => ({ prefix: 'eq', text })) } : undefined

/** Documents of a type, of whom some criteria ask. */
async function inner(asking: Asking, type: string, criterion: Criterion) {
  const criteria = await resolve(asking, type, [criterion])
  return criteria && compile(asking.reader, type, criteria)
}

async function chained(asking: Asking, { param, of }: Chain): Promise<Criterion | undefined> {
  const targets: string[] = []
  for (const { type, criterion } of of) {
    const compiled = await inner(asking, type, criterion)
    if (compiled) for (const id of await allIds(asking.db, compiled)) targets.push(`${type}/${id}`)
  }
  return anyOf(param, targets)
}

async function having(asking: Asking, type: string, { type: from, param, criterion }: Has): Promise<Criterion | undefined> {
  const compiled = await inner(asking, from, criterion)
  if (!compiled) return undefined
  const id = asking.parameters.find(type, '_id')!
  if (compiled.exact && type === 'Patient' && mainParameters(from).has(param.code) && aboutOne(from))
    return anyOf(id, await allPatients(asking.db, compiled))
  const references = referencesOf(from, param)
  const ids = new Set<string>()
  for (const { doc } of await allMatches(asking.db, compiled))
    for (const target of references(JSON.parse(doc) as Resource)) if (target.type === type) ids.add(target.id)
  return anyOf(id, [...ids])
}
