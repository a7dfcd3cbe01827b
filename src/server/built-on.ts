import type { Term } from '../kernel/grammar/decompose.ts'
import type { MeasureGroup } from '../kernel/grammar/measure.ts'
import type { Library } from '../kernel/perform/library.ts'
import { remembered } from '../kernel/perform/remembered.ts'
import { counts } from '../kernel/perform/selectors.ts'
import { monthVersions } from '../record/cell-months.ts'
import { type Persons, type PlacePersons, personsByPlace } from '../record/cell-persons.ts'
import type { OrgNode } from '../record/organizations.ts'
import type { Asking } from './cells-now.ts'
import { fewest } from './suppression.ts'
import type { Pool } from './told-lines.ts'

/** A county whose cells are right. */
type Counted = { id: number; lib: Library; nodes: readonly OrgNode[] }
/** A line in a month (2026-02) at a leaf: an institution `o:`, or a township where people live `t:`. */
export type Built = Persons & { line: string; month: string; leaf: string }

type Months = ReadonlyMap<string, { version: number; places: readonly PlacePersons[] }>
type Parts = ReadonlyMap<string, { part: string; selectors: Term['ref']['selectors'] }>

const partKey = ({ ref: { part, selectors } }: Term, residents: boolean) =>
  residents && selectors.length ? `${part}@${[...selectors].sort().join('.')}` : part

/** Which parts of which groups the lines of a pool are made of. By residence the institutions are chosen where rows are read, otherwise afterwards. */
function partsOf({ lines, residents }: Pool): ReadonlyMap<string, Parts> {
  const groups = new Map<string, Map<string, { part: string; selectors: Term['ref']['selectors'] }>>()
  for (const term of [...lines.values()].flat()) {
    const { group, part, selectors } = term.ref
    const parts = groups.get(group) ?? new Map()
    groups.set(group, parts.set(partKey(term, residents), { part, selectors: residents ? selectors : [] }))
  }
  return groups
}

/** Persons behind parts of a group by month and place; those of a month are looked up again when its cells changed. */
async function personsIn(
  house: Asking,
  { id, nodes }: Counted,
  group: MeasureGroup,
  parts: Parts,
  pool: Pool,
  year: string,
): Promise<Months> {
  const { db } = house.record
  const versions = await monthVersions(db, id, group.name, `${year}-01-01`, `${year}-12-01`)
  const stamp = [...versions].sort().join()
  return remembered<Months>(
    nodes,
    JSON.stringify(['persons', id, group.name, pool.name, year, [...parts.keys()]]),
    async (before) => {
      const changed = [...versions].filter(([month, version]) => before?.get(month)?.version !== version).map(([month]) => month)
      const asked = [...parts.values()].map(({ part, selectors }) =>
        selectors.length ? { part, orgs: nodes.filter((node) => counts(node, selectors)).map(({ key }) => key) } : { part },
      )
      const by = pool.residents ? 'township' : 'organization'
      const found = await personsByPlace(db, id, { group, parts: asked, months: changed, by }, fewest)
      const anew = new Map(changed.map((month) => [month, { version: versions.get(month)!, places: [] as PlacePersons[] }]))
      for (const row of found) anew.get(row.month)?.places.push(row)
      return new Map([...versions.keys()].map((month) => [month, anew.get(month) ?? before!.get(month)!]))
    },
    (months) => [...months.values()].reduce((n, { places }) => n + places.length * parts.size * 2, 0),
    stamp,
  )
}

const nobody: Persons = { rows: 0, amount: 0, persons: [] }
/** Both together, of the first `factor` times what it adds up to. */
function together(one: Persons, other: Persons, factor = 1): Persons {
  const all = one.persons && other.persons && [...new Set([...one.persons, ...other.persons])]
  return { rows: one.rows + other.rows, amount: one.amount + factor * other.amount, persons: all && all.length < fewest ? all : undefined }
}

/** What each line of a pool is built on in a year, by month and leaf. */
export async function builtIn(house: Asking, county: Counted, pool: Pool, year: string): Promise<readonly Built[]> {
  const { lib, nodes } = county
  const groups = [...partsOf(pool)]
  const months = await Promise.all(groups.map(([name, parts]) => personsIn(house, county, lib.groups.get(name)!, parts, pool, year)))
  const byKey = new Map(nodes.map((node) => [String(node.key), node]))
  const at = new Map(
    groups.map(([name, parts], i) => [name, { months: months[i]!, index: new Map([...parts.keys()].map((key, n) => [key, n])) }]),
  )
  const built = new Map<string, Built>()
  for (const [line, terms] of pool.lines)
    for (const term of terms) {
      const { months, index } = at.get(term.ref.group)!
      const part = index.get(partKey(term, pool.residents))!
      for (const [month, { places }] of months)
        for (const { place, parts } of places) {
          const node = byKey.get(place)
          if (!pool.residents && term.ref.selectors.length && !(node && counts(node, term.ref.selectors))) continue
          const persons = parts[part]!
          if (!persons.rows) continue
          const leaf = pool.residents ? `t:${place}` : `o:${node?.id ?? ''}`
          const key = `${line}|${month}|${leaf}`
          const known = built.get(key)
          built.set(key, { line, month: month.slice(0, 7), leaf, ...together(known ?? nobody, persons, term.factor) })
        }
    }
  return [...built.values()]
}
