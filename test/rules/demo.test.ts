import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCounty } from '../../county/demo/index.ts'
import { importFile } from '../../src/adapters/files/import.ts'
import { fees } from '../../src/adapters/files/kinds/fees.ts'
import { capabilities } from '../../src/capabilities/index.ts'
import { checks } from '../../src/capabilities/reporting/quality.ts'
import { liven } from '../../src/cli/liven.ts'
import { readingOf } from '../../src/kernel/grammar/measure.ts'
import type { Actor } from '../../src/kernel/grammar/operation.ts'
import { Refusal } from '../../src/kernel/grammar/refusal.ts'
import { listColumns } from '../../src/kernel/grammar/view.ts'
import { system } from '../../src/kernel/perform/deadlines.ts'
import { computedOf, unitsOf } from '../../src/kernel/perform/library.ts'
import { numbers } from '../../src/kernel/perform/numbers.ts'
import { type House, perform } from '../../src/kernel/perform/perform.ts'
import { verifyAudit } from '../../src/record/audit.ts'
import { openSessions, type Sessions } from '../../src/server/access/sessions.ts'
import { openHouse } from '../../src/server/house.ts'
import { testDb } from '../postgres.ts'

const demo = demoCounty('141099')
const county = 141099
let time = Date.parse('2026-03-04T02:00:00Z')
const clock = () => new Date(time)
const data = mkdtempSync(join(tmpdir(), 'countywide-rules-'))
let house: House
let sessions: Sessions
let person: string
let stranger: string
let close: () => Promise<void>
beforeAll(async () => {
  const database = await testDb({ max: 1 })
  house = await openHouse(database.url, clock)
  sessions = await openSessions(house.record.db, clock)
  close = async () => {
    await sessions.stop()
    await house.record.close()
    await database.close()
    rmSync(data, { recursive: true, force: true })
  }
  await (await liven(house, demo, { residents: 300, months: 3, data }, () => {})).newest()
  await bills()
  const [row] = await house.record.db.query<{ person_id: string }>('select person_id from person where county_id = $1 order by 1 limit 1', [
    county,
  ])
  person = row!.person_id
  const [other] = await house.record.db.query<{ patient_id: string }>(
    'select patient_id from person where county_id = $1 and person_id > $2 order by person_id, 1 limit 1',
    [county, person],
  )
  stranger = other!.patient_id
}, 120_000)
afterAll(() => close())

/** The demo writes no bills: their files are several times as long as all others. */
async function bills() {
  const { code } = demo.organizations.find(({ type }) => type === 'A100')!
  const of = (line: number, category: string) => `${line},${code},门诊,BILL,2026-02-03,X${line},项目,${category},1,10,10`
  const rows = ['西药费', '中药饮片费', '诊察费'].map((category, i) => of(i + 1, category))
  writeFileSync(
    join(data, 'fees.csv'),
    ['明细号,机构代码,就诊类别,就诊号,收费时间,项目编码,项目名称,收费类别,数量,单价,金额', ...rows].join('\n'),
  )
  expect(await importFile(join(data, 'fees.csv'), { record: house.record, county, kind: fees, actor: 'tester' })).toMatchObject({
    taken: 3,
  })
}

/** The actor of a demo login as sign-in gives it, with the verbs of the role at its post. */
const actors = new Map<string, Promise<Actor>>([['system', Promise.resolve(system)]])
const actorOf = (login: string) => {
  const known = actors.get(login) ?? sessions.open(county, login).then(async (token) => (await sessions.resolve(token))!.actor)
  actors.set(login, known)
  return known
}

const stories = capabilities.flatMap((c) =>
  c.workflows.flatMap((w) => w.stories.map((story) => [w.kind.name, story.name, w, story] as const)),
)
describe.each(stories)('%s: %s', (kind, _, workflow, story) => {
  it('is played by demo people in the demo county', async () => {
    time += 60_000 // two stories of one moment would clash where codes are made from it
    const steps = story.steps({ person, stranger, organization: 'qy-bm-wsy', practitioner: 'qy-p148', now: clock().toISOString() })
    let first: string | undefined
    for (const { as, verb, id, input, expect: outcome } of steps) {
      const call = { county, kind, verb, input, actor: await actorOf(as), ...(id ? { id: id === '$' ? first! : id } : {}) }
      const done = await perform(house, call).catch((error: unknown) => error)
      if (outcome === 'refused') expect([verb, done]).toEqual([verb, expect.any(Refusal)])
      else {
        const { to } = workflow.operations[verb]!
        expect([`${as} ${verb}`, done]).toMatchObject([`${as} ${verb}`, to === 'same' ? { kind } : { kind, state: to }])
        first ??= (done as { id: string }).id
      }
    }
  })
})

const lists = capabilities.flatMap((c) => c.lists.map((list) => [list.name, list] as const))
it.each(lists)('the columns of the list %s stand in its flat table', async (_, list) => {
  const columns = listColumns(list).map(({ name, sql }) => `${sql ?? `f.${name}`} as "${name}"`)
  const order = `f.${list.sort.column}`
  await expect(
    house.record.db.query(`select ${columns.join(', ')} from flat_${list.view} f where county_id = $1 order by ${order} limit 1`, [county]),
  ).resolves.toBeDefined()
})

const all = capabilities.flatMap((c) => c.indicators)
const groups = new Map(capabilities.flatMap((c) => c.measures.map((group) => [group.name, group] as const)))
const readings = all.flatMap((i) =>
  [undefined, ...(i.variants ?? []).map((v) => v.name)].map((name) => [i.code, name, readingOf(i, name)!] as const),
)
it.each(readings)(
  'the indicator %s (reading %s) is defined, has a source, and is a number of the demo county',
  async (_, __, indicator) => {
    const { refs } = computedOf(indicator)
    for (const { group, part } of refs) expect(groups.get(group)?.parts).toHaveProperty([part])
    for (const text of [indicator.text, indicator.definition])
      expect(text).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]/)])
    expect(indicator.source.length).toBeGreaterThan(5)
    const [unit] = unitsOf(indicator, groups).slice(-1)
    const cells = await numbers(house, county, indicator, { from: '2025-01', to: '2026-12', grain: 'year', unit: unit! })
    const values = cells.flatMap((cell) => (cell.value === null ? [] : [cell.value]))
    // a change needs the year before, which three months do not have, and in three months of 300 residents nobody may be born
    const rare = /birth|deliver|caesarean/.test(indicator.code)
    const change = JSON.stringify([indicator.formula, indicator.denominator]).includes('prev(')
    if (!rare && !change) expect(values.length).toBeGreaterThan(0)
    if (!indicator.formula) for (const value of values) expect(value).toBeGreaterThanOrEqual(0)
  },
)

it('there are eighty indicators and more, the fourteen of 2024 and the twenty-six of 2020 among them', () => {
  expect(all.length).toBeGreaterThanOrEqual(80)
  const sets = new Set(all.flatMap((i) => i.sets ?? []))
  const numbered = (set: string, n: number) => Array.from({ length: n }, (_, i) => `${set}-${String(i + 1).padStart(2, '0')}`)
  expect([...numbered('M24', 14), ...numbered('M20', 26)].filter((place) => !sets.has(place))).toEqual([])
})

it('each measure group runs over its view, opens onto a list of the same view, and each part is said in words and used', () => {
  const views = capabilities.flatMap((c) => c.views.map((v) => v.definition.name))
  const used = new Set(readings.flatMap(([, , i]) => computedOf(i).refs.map((ref) => `${ref.group}.${ref.part}`)))
  for (const check of checks) for (const part of ['rows', check.fails]) used.add(`${check.group}.${part}`)
  for (const part of ['away', 'prefecture', 'province', 'beyond']) used.add(`stays.${part}`) // what the ranking's figures open onto (outflow/web/links.ts)
  for (const group of groups.values()) {
    expect([...views, 'resident_dim']).toContain(group.view)
    const list = lists.find(([name]) => name === group.list)?.[1]
    expect(list?.view).toBe(group.view === 'resident_dim' ? 'resident' : group.view)
    const silent = Object.entries(group.parts).flatMap(([name, { text }]) => (text || group.name.endsWith('-quality') ? [] : [name]))
    const idle = Object.keys(group.parts).filter((part) => !used.has(`${group.name}.${part}`))
    expect({ group: group.name, silent, idle }).toEqual({ group: group.name, silent: [], idle: [] })
  }
})

it('leaves an audit trail that is whole', async () => {
  expect((await verifyAudit(house.record.db, county)).broken).toEqual([])
})
