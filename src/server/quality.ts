import type { FastifyInstance } from 'fastify'
import type { QualityMonth } from '../capabilities/reporting/contract.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { figuresOf } from '../kernel/perform/figures.ts'
import type { House } from '../kernel/perform/perform.ts'
import { orderOf } from '../kernel/perform/sums.ts'
import { countIdentityConflicts } from '../record/identity.ts'
import { matchCounts } from '../record/settlements.ts'
import { mustMay } from './access/guard.ts'

type Linkage = { org_key: number; patients: number; linked: number }

/** How complete, valid and linkable a month is, by institution of the county (what others hold is not theirs to mend). Counts come from cells; linkage is asked of the rows, since a merge of persons marks no cell. */
export function registerQuality(app: FastifyInstance, house: House) {
  app.get<{ Params: { month: string } }>('/api/quality/:month', async (request) => {
    mustMay(request, 'report', 'read')
    const { month } = request.params
    if (!/^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(month)) throw refuse('invalid', ['月份应写成 2026-01', 'Write the month as 2026-01'])
    const county = request.session.county.id
    const nodes = await house.record.organizations(county)
    const figures = await figuresOf(house, county, month)
    const linkage = new Map((await linked(house, county, month)).map((row) => [row.org_key, row]))
    const matches = new Map((await matchCounts(house.record.db, county, `${month}-01`, `${month}-01`)).map((m) => [m.orgKey, m]))
    const rows = nodes
      .filter((n) => n.level === 'institution' && n.inside && (figures.has(n.id) || linkage.has(n.key)))
      .sort((a, b) => orderOf(a).localeCompare(orderOf(b)))
      .map(({ id, name, key }) => {
        const { patients = 0, linked = 0 } = linkage.get(key) ?? {}
        const { byNumber = 0, byPerson = 0, unmatched = 0 } = matches.get(key) ?? {}
        const matched = byNumber + byPerson
        return { organization: { id, name }, figures: figures.get(id) ?? {}, patients, linked, settled: matched + unmatched, matched }
      })
    return { month, rows, conflicts: await countIdentityConflicts(house.record.db, county) } satisfies QualityMonth
  })
}

/** A patient with an ID number is bound to a person whose id is derived from it, never his own (record/extract). */
const linked = ({ record }: House, county: number, month: string) =>
  record.db.query<Linkage>(
    `select f.org_key, count(*)::int as patients, (count(*) filter (where p.person_id <> f.patient_id))::int as linked
     from (select distinct org_key, patient_id from flat_visit where county_id = $1 and month = $2 and patient_id is not null) f
     left join person p on p.county_id = $1 and p.patient_id = f.patient_id and p.valid_to = 'infinity'
     group by f.org_key`,
    [county, `${month}-01`],
  )
