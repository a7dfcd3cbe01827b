import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { line, visitHeader } from '../../test/files.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { derivable, type Sum } from '../../test/subtraction.ts'
import { importRows } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import { toFhir } from '../capabilities/organisations/organization/fhir.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { termsOf } from '../kernel/grammar/decompose.ts'
import { type Expression, type Ref, refsOf } from '../kernel/grammar/expression.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import { computedOf, library } from '../kernel/perform/library.ts'
import { numbers, type Question } from '../kernel/perform/numbers.ts'
import { counts } from '../kernel/perform/selectors.ts'
import { numbersFor, numbersLately, type Shown } from './without-persons.ts'

let house: TestHouse
/** Clinics by township, and how many persons come in each month of 2025; each comes twice. */
const clinics = { C1: '141099100', C2: '141099100', C3: '141099100', C4: '141099101', C5: '141099101' } as const
type Clinic = keyof typeof clinics
const persons = (clinic: Clinic, month: number) =>
  clinic === 'C1' && month === 2
    ? 2
    : clinic === 'C4' && month === 7
      ? 4
      : clinic === 'C3' && month > 9
        ? 0
        : 6 + ((month * 3 + Number(clinic[1])) % 7)

beforeAll(async () => {
  house = await testHouse(() => new Date('2026-06-02T02:00:00Z'))
  const audit = { at: '2026-06-02T02:00:00Z', actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const documents = Object.entries(clinics).flatMap(([id, township]) =>
    toFhir({ id, code: id, name: id, state: 'active', level: 'institution', type: 'C220', township, from: '2020-01-01', successors: [] }),
  )
  const writes = documents.map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  await house.record.write({ county, origin: 'import', audit, documents: writes })
  const rows = (Object.keys(clinics) as Clinic[]).flatMap((clinic) =>
    Array.from({ length: 12 }, (_, m) => m + 1).flatMap((month) =>
      Array.from({ length: persons(clinic, month) * 2 }, (_, n) =>
        line(n, {
          就诊号: `${clinic}-${month}-${n}`,
          机构代码: clinic,
          证件号码: makeIdCard('141099', `19${60 + Number(clinic[1])}-0${1 + (Math.floor(n / 2) % 7)}-1${month % 10}`, Math.floor(n / 2)),
          就诊时间: `2025-${String(month).padStart(2, '0')}-05 08:00`,
        }),
      ),
    ),
  )
  expect(
    await importRows('visits', 'visits', [visitHeader, ...rows], { record: house.record, county, kind: visits, actor: 'tester' }),
  ).toMatchObject({ refused: 0 })
}, 60_000)
afterAll(() => house.close())

const numbersWithoutPersons = async (
  house: TestHouse,
  county: number,
  indicator: Indicator,
  question: Question,
): Promise<readonly Shown[]> => (await numbersFor(house, county, [indicator], question, true))[0]!
const indicator = async (code = 'visits') => (await library(house, county)).indicators.get(code)!
const asked = { from: '2025-01', to: '2025-12', grain: 'month', unit: 'organization' } satisfies Question
const hidden = async (question: Partial<Question>, code?: string) =>
  (await numbersWithoutPersons(house, county, await indicator(code), { ...asked, ...question })).filter((cell) => cell.suppressed)

it('hides what fewer than five persons are behind, whatever the number of their visits, with numerator and denominator', async () => {
  const cells = await hidden({}, 'emergency-share')
  const small = cells.find((cell) => cell.period === '2025-02' && cell.unit.id === 'C1')
  expect(small).toMatchObject({ value: null, numerator: null, denominator: null, suppressed: true })
  const visited = await hidden({})
  expect(visited.map((cell) => `${cell.period} ${cell.unit.id}`)).toContain('2025-02 C1') // four visits of two persons
  expect(visited.map((cell) => `${cell.period} ${cell.unit.id}`)).toContain('2025-07 C4') // eight visits of four persons
  expect(visited.length).toBeLessThan(15)
})

it('no answer, nor all answers together, give a hidden one by subtraction', async () => {
  const all = await numbers(house, county, await indicator(), asked)
  const base = all.map(({ period, unit }) => ({ period, unit: unit.id }))
  const within = (unit: string, of: string) => of === 'county' || of === unit || clinics[unit as Clinic] === of
  const during = (month: string, period: string) =>
    period === month || period === month.slice(0, 4) || period === `2025-Q${Math.ceil(Number(month.slice(5)) / 3)}`
  const published: Sum[] = []
  const unpublished: Sum[] = []
  for (const grain of ['month', 'quarter', 'year'] as const)
    for (const unit of ['organization', 'township', 'county'] as const)
      for (const cell of await numbersWithoutPersons(house, county, await indicator(), { ...asked, grain, unit })) {
        const of = base.map((one) => Number(within(one.unit, cell.unit.id) && during(one.period, cell.period)))
        const list = cell.suppressed ? unpublished : published
        list.push({ key: `${cell.period} ${cell.unit.id}`, of })
      }
  for (const cell of await numbersWithoutPersons(house, county, await indicator(), { ...asked, grain: 'rolling', to: '2026-05' })) {
    const months = Array.from({ length: 12 }, (_, back) =>
      new Date(Date.UTC(Number(cell.period.slice(0, 4)), Number(cell.period.slice(5)) - 1 - back, 1)).toISOString().slice(0, 7),
    )
    if (!cell.suppressed)
      published.push({ key: cell.period, of: base.map((one) => Number(within(one.unit, cell.unit.id) && months.includes(one.period))) })
  }
  expect(unpublished.length).toBeGreaterThan(3)
  expect(published.length).toBeGreaterThan(60)
  expect(derivable(published, unpublished)).toEqual([])
})

it('all indicators over the same rows together give no count of one to four by subtraction, and no hidden numerator with its denominator', async () => {
  const lib = await library(house, county)
  const nodes = await house.record.organizations(county)
  const group = lib.groups.get('visits')!
  const counted = Object.entries(group.parts).filter(([, { add }]) => !add)
  const bits = counted.map(([, { where }]) => `coalesce(${where ?? 'true'}, false)`)
  const rows = await house.record.db.query<{ month: string; org: number; bits: boolean[]; n: number }>(
    `select to_char(f.month, 'YYYY-MM') as month, f.org_key as org, array[${bits.join(', ')}] as bits, count(*)::int as n
     from flat_visit f where f.county_id = $1 and f.month < '2025-07-01' ${group.where ? `and (${group.where})` : ''} group by 1, 2, 3`,
    [county],
  )
  const nodeOf = new Map(nodes.map((node) => [node.key, node]))
  const quarter = (month: string) => `2025-Q${Math.ceil(Number(month.slice(5)) / 3)}`
  const sumOf = (side: Expression, period: string, unit: string) =>
    rows.map(({ month, org, bits }) => {
      const node = nodeOf.get(org)!
      if (![month, quarter(month)].includes(period) || !['county', node.id, node.township].includes(unit)) return 0
      const has = (ref: Ref) => bits[counted.findIndex(([part]) => part === ref.part)] && counts(node, ref.selectors)
      return (termsOf(side) ?? []).reduce((sum, { factor, ref }) => sum + (has(ref) ? factor : 0), 0)
    })
  const known = (side: Expression) =>
    termsOf(side) && refsOf(side).every(({ group, part, back }) => group === 'visits' && !back && counted.some(([name]) => name === part))
  const all = [...lib.indicators.values()].filter(
    (one) => one.by !== 'residence' && [computedOf(one).numerator, computedOf(one).denominator].every((side) => !side || known(side)),
  )
  expect(all.length).toBeGreaterThan(5)
  const published = new Map<string, Sum>()
  const small: Sum[] = []
  const pairs: Sum[][] = []
  for (const grain of ['month', 'quarter'] as const)
    for (const unit of ['organization', 'township', 'county'] as const) {
      const question = { from: '2025-01', to: '2025-06', grain, unit }
      const answers = await numbersFor(house, county, all, question, true)
      for (const [i, cells] of answers.entries())
        for (const cell of cells) {
          const { numerator, denominator } = computedOf(all[i]!)
          const sums = [numerator, ...(denominator ? [denominator] : [])]
            .map((side) => sumOf(side, cell.period, cell.unit.id))
            .map((of) => ({ key: of.join(), of }))
          if (!cell.suppressed) for (const sum of sums) published.set(sum.key, sum)
          else pairs.push(sums)
          const persons = (of: readonly number[]) => of.reduce((n, times, row) => n + times * rows[row]!.n, 0)
          for (const sum of sums) if (persons(sum.of) > 0 && persons(sum.of) < 5) small.push(sum)
        }
    }
  const shown = [...published.values()]
  expect([shown.length > 50, small.length > 10, pairs.length > 10]).toEqual([true, true, true])
  const found = new Set(derivable(shown, [...small, ...pairs.flat()]))
  expect(small.filter(({ key }) => found.has(key))).toEqual([])
  expect(pairs.filter((sides) => sides.every(({ key }) => found.has(key)))).toEqual([])
})

it('answers the same for a part of the months as for all of them', async () => {
  const some = await numbersWithoutPersons(house, county, await indicator(), { ...asked, from: '2025-02', to: '2025-02' })
  const all = await numbersWithoutPersons(house, county, await indicator(), asked)
  expect(some).toEqual(all.filter((cell) => cell.period === '2025-02'))
  expect(some.length).toBe(5)
})

it('a year begun is told to its end, so that no two askings differ by a month; last year is hidden where it was', async () => {
  const year = { ...asked, grain: 'year', unit: 'county' } as const
  const till = async (to: string) => (await numbersWithoutPersons(house, county, await indicator(), { ...year, to }))[0]!.value
  expect(await till('2025-01')).toBe(await till('2025-12'))
  const next = await numbersWithoutPersons(house, county, await indicator(), { ...asked, from: '2025-03', to: '2025-03' })
  expect(next.find((cell) => cell.unit.id === 'C1')?.before ?? null).toBe(null)
})

it('numbers leave the server through one place: whoever else reads them is named here, with the reason', () => {
  const others = {
    'brief-draft.ts': 'refused to who may not see persons (briefs.ts)',
    'briefs.ts': 'refused to who may not see persons',
    'definition-preview.ts': 'refused to who may not see persons (definitions.ts)',
    'cockpit-days.ts': 'days of months that may all be shown (cockpit-figures.ts)',
    'explain-members.ts': 'members whose own numbers were judged (explain.ts)',
    'filings.ts': 'refused to who may not see persons',
    'lists.ts': 'lists of persons are refused to who may not see them',
    'list-sql.ts': 'lists of persons are refused to who may not see them (lists.ts)',
    'outflow-facts.ts': 'whole years, judged with the admissions they count (outflow.ts)',
    'coverage.ts': 'says which institutions reported until when',
    'built-on.ts': 'what is judged',
    'judged.ts': 'what is judged, of a prefecture',
    'without-persons.ts': 'the place',
  }
  const telling =
    /perform\/(numbers|month-figures|days|since|series|sums)|record\/(members|rows|cell-read|cell-persons|day-sums|filing-rows)/
  const harmless = new Set(['orderOf', 'shiftDay', 'daysIn', 'newestOf'])
  const values = (text: string) =>
    [...text.matchAll(/^import \{([^}]*)\} from '([^']*)'/gm)].flatMap(([, names = '', from = '']) =>
      telling.test(from)
        ? names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name && !name.startsWith('type ') && !harmless.has(name))
        : [],
    )
  const files = [fileURLToPath(new URL('.', import.meta.url)), fileURLToPath(new URL('../cli', import.meta.url))]
  const found = files.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .filter((name) => values(readFileSync(join(folder, name), 'utf8')).length || name === 'outflow-facts.ts'),
  )
  expect(found.filter((name) => !(name in others)).sort()).toEqual([])
})

it('the county as a whole is shown; beds and posts are no figures of persons: nothing of them is hidden', async () => {
  expect(await hidden({ unit: 'county' })).toEqual([])
  const beds = [...(await library(house, county)).indicators.values()].filter((one) => one.theme === 'resources')
  expect(beds.length).toBeGreaterThan(0)
  for (const { code } of beds) expect(await hidden({ grain: 'year' }, code)).toEqual([])
})

it('one more row is judged at the next asking; who only looks has the numbers and the judgement of a moment ago, together', async () => {
  const visited = [await indicator()]
  const before = await numbersLately(house, county, visited, asked, true)
  expect(before).toEqual(await numbersFor(house, county, visited, asked, true))
  const row = line(1, { 就诊号: 'C3-11-1', 机构代码: 'C3', 证件号码: makeIdCard('141099', '1963-01-11', 1), 就诊时间: '2025-11-05 08:00' })
  await importRows('later', 'visits', [visitHeader, row], { record: house.record, county, kind: visits, actor: 'tester' })
  const [after = []] = await numbersFor(house, county, visited, asked, true)
  const small = (cells: readonly Shown[] = []) => cells.find(({ period, unit }) => period === '2025-11' && unit.id === 'C3')
  expect([small(before[0]), small(after)]).toMatchObject([undefined, { value: null, suppressed: true }])
  expect(await numbersLately(house, county, visited, asked, true)).toBe(before)
})
