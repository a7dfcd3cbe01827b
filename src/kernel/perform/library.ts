import type { Resource } from '../../fhir/resource.ts'
import type { Db } from '../../record/db.ts'
import type { RecordStore } from '../../record/record.ts'
import { together } from '../../record/together.ts'
import { type Expression, parseExpression, type Ref, refsOf } from '../grammar/expression.ts'
import type { Indicator, MeasureGroup } from '../grammar/measure.ts'
import type { Registry } from './registry.ts'

/** What counting needs of the house. */
export type Counted = { record: RecordStore; registry: Registry }

/** All numbers of a county: those of the house, and those it defines for itself. */
export type Library = { groups: ReadonlyMap<string, MeasureGroup>; indicators: ReadonlyMap<string, Indicator> }

const libraries = new WeakMap<Registry, Map<number, { stamp: string; made: Library }>>()
const looks = new WeakMap<Db, ReturnType<typeof lookBy>>()
/** One look for all who ask at the same moment: the versions of local definitions. */
const lookBy = (db: Db) =>
  together((county: number, [types]: readonly (readonly string[])[]) =>
    db.query<{ stamp: string }>(
      `select coalesce(string_agg(concat_ws(' ', id, version, updated), ',' order by type, id), '') as stamp from resource
       where county_id = $1 and type = any($2::text[]) and not deleted`,
      [county, types],
    ),
  )

/**
 * The same library again as long as the county's own definitions are the same: what is known of an indicator or a group may be kept with it.
 * @throws ExpressionError, or Error when a local definition is not what its capability wrote: neither can be, they are checked when they are made
 */
export async function library({ record: { db }, registry }: Counted, county: number): Promise<Library> {
  const local = registry.capabilities.flatMap((c) => c.local ?? [])
  const types = local.map(({ type }) => type)
  const look = looks.get(db) ?? lookBy(db)
  looks.set(db, look)
  const stamp = types.length ? (await look(county, [types]))[0]!.stamp : ''
  const known = libraries.get(registry) ?? new Map<number, { stamp: string; made: Library }>()
  libraries.set(registry, known)
  const found = known.get(county)
  if (found?.stamp === stamp) return found.made
  const docs = stamp
    ? await db.query<{ type: string; doc: string }>(
        'select type, doc from resource where county_id = $1 and type = any($2::text[]) and not deleted order by id',
        [county, types],
      )
    : []
  const own = docs.flatMap(({ type, doc }) => local.find((l) => l.type === type)?.numbers(JSON.parse(doc) as Resource) ?? [])
  const all = [...registry.capabilities, ...own]
  const made: Library = {
    groups: new Map(all.flatMap((c) => c.measures.map((group) => [group.name, group] as const))),
    indicators: new Map(all.flatMap((c) => c.indicators.map((indicator) => [indicator.code, indicator] as const))),
  }
  known.set(county, { stamp, made })
  return made
}

const parsed = new Map<string, Expression>()
/** A parsed expression; those of the house are parsed once. */
export function expressionOf(source: string): Expression {
  const known = parsed.get(source)
  if (known) return known
  const expression = parseExpression(source)
  if (parsed.size < 5000) parsed.set(source, expression)
  return expression
}

/** What an indicator computes: its value's own formula where it has one. */
export type Computed = { numerator: Expression; denominator?: Expression; formula?: Expression; refs: readonly Ref[] }
const computed = new WeakMap<Indicator, Computed>()
/** Parsed once for each indicator. */
export function computedOf(indicator: Indicator): Computed {
  const known = computed.get(indicator) ?? parsedOf(indicator)
  computed.set(indicator, known)
  return known
}
function parsedOf({ numerator, denominator, formula }: Indicator): Computed {
  const parts = {
    numerator: expressionOf(numerator),
    ...(denominator === undefined ? {} : { denominator: expressionOf(denominator) }),
    ...(formula === undefined ? {} : { formula: expressionOf(formula) }),
  }
  return { ...parts, refs: Object.values(parts).flatMap(refsOf) }
}

/** A prefecture has its own county_id, which ends in 00; it sees the cells of its counties and nothing else. */
export const isPrefecture = (county: number) => county % 100 === 0

export type Unit = 'organization' | 'township' | 'county' | 'prefecture'
/**
 * The units an indicator can be told for. By residence: townships and the county. Otherwise institutions and where they lie, unless it counts what belongs to no
 * institution (then no institutions) or persons (each once: no townships, but where the person lives).
 */
export function unitsOf(indicator: Indicator, groups: Library['groups']): Unit[] {
  const used = [...new Set(computedOf(indicator).refs.map((ref) => groups.get(ref.group)!))]
  const residents = indicator.by === 'residence'
  const organization = !residents && used.every((group) => !group.nowhere)
  const township = residents
    ? used.every((group) => group.residence)
    : used.every((group) => (group.nowhere ? group.residence : group.kind !== 'distinct'))
  return [...(organization ? (['organization'] as const) : []), ...(township ? (['township'] as const) : []), 'county']
}
