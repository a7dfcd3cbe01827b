import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { capabilities } from '../../src/capabilities/index.ts'
import { PlanTemplate } from '../../src/capabilities/plans/template.ts'

/** By what a plan is known on the shelf of indicators: year and a word; after it the clause as printed. */
const short: Record<string, string> = {
  'county-capability-2023': 'P-2023县级',
  'county-centre-2020': 'P-2020中心',
  'county-hospitals-2019': 'P-2019县院',
  'health-system-2023': 'P-2023体系',
  'strong-medicine-2020': 'P-2020强医',
}
const folder = fileURLToPath(new URL('../../plans/', import.meta.url))
const plans = readdirSync(folder).map((name) => PlanTemplate.parse(parse(readFileSync(join(folder, name), 'utf8'))))

it('an indicator that a plan’s target uses says the plan and the clause, and no other does', () => {
  const asked = plans.flatMap(({ code, clauses, targets }) =>
    targets.flatMap(({ clause, measure }) =>
      'indicator' in measure ? [`${measure.indicator}: ${short[code]} ${clauses.find(({ id }) => id === clause)?.number}`] : [],
    ),
  )
  const told = capabilities.flatMap(({ indicators = [] }) =>
    indicators.flatMap(({ code, sets = [] }) => sets.filter((key) => key.startsWith('P-')).map((key) => `${code}: ${key}`)),
  )
  expect(told.toSorted()).toEqual([...new Set(asked)].sort())
  expect(plans.map(({ code }) => code).sort()).toEqual(Object.keys(short).sort())
})
