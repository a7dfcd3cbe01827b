import type { WrittenSince } from '../capabilities/reporting/contract.ts'
import { reportFromFhir, reportType } from '../capabilities/reporting/fhir.ts'
import { reportId } from '../capabilities/reporting/shape.ts'
import type { Resource } from '../fhir/resource.ts'
import type { House } from '../kernel/perform/perform.ts'
import { readMany } from '../record/read.ts'
import { orgKeys } from './organizations.ts'

/** How many rows of the month of an institution and those below it, list by list, were written after its report was signed: the same rows as the list shows with `since`. */
export async function writtenSince(
  { record, registry }: House,
  county: number,
  month: string,
  organization: string,
): Promise<WrittenSince> {
  const groups = registry.capabilities.flatMap(({ measures }) => measures)
  const listOf = Object.fromEntries(groups.map(({ name, list }) => [name, list]))
  const [found] = await readMany(record.db, county, [{ type: reportType, id: reportId(organization, month) }])
  const since = found && reportFromFhir([JSON.parse(found.doc) as Resource]).submittedAt
  const nodes = await record.organizations(county)
  if (!since || !nodes.some(({ id }) => id === organization)) return { since: null, lists: [], listOf }
  const types = new Map(registry.capabilities.flatMap(({ views }) => views.map(({ definition }) => [definition.name, definition.resource])))
  const counted = new Set(groups.filter(({ kind, nowhere }) => kind !== 'stock' && !nowhere).map(({ list }) => list))
  const lists = await Promise.all(
    registry.capabilities
      .flatMap((capability) => capability.lists)
      .filter(({ name, view }) => counted.has(name) && types.has(view))
      .map(async ({ name, text, view }) => {
        const [row] = await record.db.query<{ n: number }>(
          `select count(*)::int as n from flat_${view} f join resource r on r.county_id = f.county_id and r.type = $4 and r.id = f.id
           where f.county_id = $1 and f.month = $2 and f.org_key = any($3::int[]) and r.updated > $5`,
          [county, `${month}-01`, orgKeys(nodes, organization, ''), types.get(view), since],
        )
        return { list: name, text, rows: row!.n }
      }),
  )
  return { since, lists: lists.filter(({ rows }) => rows > 0), listOf }
}
