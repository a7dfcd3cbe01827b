import { type CountyPlan, prefecture, province } from './blueprint.ts'
import { accountsOf, rosterOf, teamsOf } from './generate-duties.ts'
import { divisionsOf, organizationsOf } from './generate-organizations.ts'
import { practitionersOf } from './generate-people.ts'
import { boundariesOf } from './make-boundaries.ts'
import type { County } from './types.ts'

/** Age structure and share of men as in Shanxi province, 2023. */
const ages = [
  { from: 0, to: 14, share: 0.1493 },
  { from: 15, to: 59, share: 0.6343 },
  { from: 60, to: 64, share: 0.0644 },
  { from: 65, share: 0.152 },
]
const maleShare = 0.5106

const named = ({ code, name, nameEn }: { code: string; name: string; nameEn: string }) => ({ code, name, nameEn })

/** One record a line: small files whose changes can be read. */
const lines = (rows: unknown[]) => `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`

/** The files of a county by name. The same blueprint gives the same bytes. */
export function filesOf(plan: CountyPlan): Record<string, string> {
  const divisions = divisionsOf(plan)
  const { resident, registered, households } = plan
  const population = { year: 2024, resident, registered, households, maleShare, ages }
  const county: Omit<County, 'divisions'> = { ...named(plan), prefecture: named(prefecture), province: named(province), population }
  const organizations = organizationsOf(plan, divisions)
  const practitioners = practitionersOf(plan, organizations)
  const { features, ...collection } = boundariesOf(plan, divisions)
  return {
    'county.json': `${JSON.stringify(county, null, 2).slice(0, -2)},\n  "divisions": ${lines(divisions)}\n}\n`,
    'organizations.json': `${lines(organizations)}\n`,
    'practitioners.json': `${lines(practitioners)}\n`,
    'teams.json': `${lines(teamsOf(plan, organizations, practitioners, divisions))}\n`,
    'accounts.json': `${lines(accountsOf(plan, practitioners))}\n`,
    'roster.json': `${lines(rosterOf(plan, practitioners))}\n`,
    'boundaries.geojson': `${JSON.stringify(collection).slice(0, -1)},"features":${lines(features)}}\n`,
  }
}
