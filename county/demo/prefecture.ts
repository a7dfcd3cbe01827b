import { filesOf } from './county-files.ts'
import { demoCounties } from './index.ts'
import { prefectureBlueprint } from './prefecture-blueprint.ts'
import type { DemoCounty } from './types.ts'

/** The invented prefecture: the three demo counties, then fourteen more that are unfolded from their blueprint and kept in no file. The same ones every time. */
export function prefectureCounties(): DemoCounty[] {
  return [...demoCounties(), ...furtherCounties()]
}

/** The fourteen counties beside the demo counties, each with one login: the director of its county hospital. */
export function furtherCounties(): DemoCounty[] {
  return prefectureBlueprint().map((plan) => {
    const files = filesOf(plan)
    const read = (name: string) => JSON.parse(files[name]!)
    return {
      county: read('county.json'),
      organizations: read('organizations.json'),
      practitioners: read('practitioners.json'),
      teams: read('teams.json'),
      accounts: read('accounts.json').filter(({ login }: { login: string }) => login === `${plan.slug}-director`),
      roster: read('roster.json'),
      boundaries: read('boundaries.geojson'),
      profile: plan.profile,
    }
  })
}
