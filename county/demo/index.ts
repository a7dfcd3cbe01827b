import { readFileSync } from 'node:fs'
import type { DemoCounty } from './types.ts'

/** The three invented counties, the full one first. Reads the files beside this module (Node only); index.test.ts vouches for their shape. */
export function demoCounties(): DemoCounty[] {
  return ['141099', '141098', '141097'].map(demoCounty)
}

/** One county by its division code; throws when there is no such folder. */
export function demoCounty(code: string): DemoCounty {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`./${code}/${name}`, import.meta.url), 'utf8'))
  return {
    county: read('county.json'),
    organizations: read('organizations.json'),
    practitioners: read('practitioners.json'),
    teams: read('teams.json'),
    accounts: read('accounts.json'),
    roster: read('roster.json'),
    boundaries: read('boundaries.geojson'),
  }
}
