import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Resource } from '../resource.ts'
import { resourceTypes } from '../validate/schema.ts'
import { admits } from './fixtures/admits.ts'
import { samplesOf } from './fixtures/samples.ts'
import { kindOf } from './kinds/index.ts'
import { matcher } from './match.ts'
import { officialParameters } from './parameters.ts'
import { parseSearch } from './parse.ts'
import { sieveOf } from './sieve.ts'
import { isExact } from './sieves.ts'
import { sortValue } from './sort.ts'

const folder = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'))
const PER_TYPE = 2

/** The official examples, a few of each type. */
function examples(): Resource[] {
  const seen = new Map<string, number>()
  const found: Resource[] = []
  for (const file of readdirSync(folder)) {
    const type = /^([A-Z]\w+)-.*\.json$/.exec(file)?.[1] ?? ''
    const before = seen.get(type) ?? 0
    if (!type || before >= PER_TYPE) continue
    const text = readFileSync(join(folder, file), 'utf8')
    if (text.length > 60_000) continue
    seen.set(type, before + 1)
    const resource: Resource = JSON.parse(text)
    found.push({ ...resource, meta: { ...(resource['meta'] ?? {}), lastUpdated: '2024-05-09T00:10:00.250Z' } })
  }
  return found
}

/** Every search that goes wrong, as one line. */
function wrongs(resource: Resource): string[] {
  const { resourceType: type } = resource
  const wrong: string[] = []
  for (const param of officialParameters.of(type)) {
    if (!kindOf(param)) continue
    sortValue({ param, descending: false })(resource)
    for (const { suffix, value, finds } of samplesOf(param, resource)) {
      const where = `${type}/${resource.id}?${param.code}${suffix}=${value}`
      const { query, faults } = parseSearch({ type, pairs: [[param.code + suffix, value]], parameters: officialParameters })
      const [criterion] = query.criteria
      if (!criterion) {
        wrong.push(`${where}: ${faults[0]?.diagnostics}`)
        continue
      }
      const [matches, sieve] = [matcher(type, criterion)(resource), sieveOf(type, criterion)]
      const through = admits(sieve, resource)
      if (finds && !matches) wrong.push(`${where}: not found`)
      if (matches && !through) wrong.push(`${where}: kept out by ${JSON.stringify(sieve)}`)
      if (!matches && through && isExact(sieve)) wrong.push(`${where}: let through by ${JSON.stringify(sieve)}`)
    }
  }
  return wrong
}

test('the official examples are found by every value they have, and by the index wherever they match', () => {
  const all = examples()
  expect(new Set(all.map(({ resourceType }) => resourceType)).size).toBeGreaterThan(130)
  expect(all.flatMap(wrongs)).toEqual([])
})

test('every official parameter of every type is understood, with and without a resource that has it', () => {
  expect(
    resourceTypes().flatMap((resourceType) => wrongs({ resourceType, id: 'x', meta: { lastUpdated: '2024-05-09T00:10:00.250Z' } })),
  ).toEqual([])
})
