import { tmpdir } from 'node:os'
import { planFolders, templatesOf } from '../../src/adapters/plans/templates.ts'
import type { PlansAnswer } from '../../src/capabilities/plans/contract.ts'
import { known } from '../../src/kernel/perform/known.ts'
import { type House, perform } from '../../src/kernel/perform/perform.ts'
import { child } from './child.ts'
import { type Bench, type Figure, type Line, milliseconds } from './figure.ts'
import { threeYears } from './import.ts'
import { type Ask, line, session } from './numbers-served.ts'
import { county, demo, inHouse, password } from './place.ts'
import type { Used } from './serve.ts'

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** The five plans as they are shipped, the first with some targets open to everybody. Idempotent. */
async function adoptAll(house: House): Promise<void> {
  const { templates, problems } = await templatesOf(planFolders(tmpdir()), await known(house, county))
  if (problems.length) throw new Error(JSON.stringify(problems[0]))
  const root = demo.organizations.find(({ level }) => level === 'county')!.id
  const actor = { login: 'bench', name: 'bench', practitioner: '', organization: root, roles: [], verbs: ['*'] }
  const kept = await house.record.db.query<{ n: number }>(
    `select count(*)::int as n from resource where county_id = $1 and type = 'plan.adopted' and not deleted`,
    [county],
  )
  if (kept[0]!.n >= templates.length) return
  for (const template of templates) {
    const { id } = await perform(house, { county, kind: 'plan', verb: 'adopt', input: { template }, actor })
    const targets = template.targets.slice(0, 2).map(({ code }) => code)
    await perform(house, { county, kind: 'plan', verb: 'publish', id, input: { targets }, actor })
  }
}

/** Over HTTP, the server in a process of its own: five plans' boards, every target, the list and the public page, while a visit comes in five times a second, so that nothing stays as it was told. */
export async function boardsIn(house: House, url: string, { say }: Bench): Promise<Line[]> {
  await adoptAll(house)
  await house.record.db.script('analyze')
  const server = await child('./serve.ts', url)
  const address = await server.first<string>()
  try {
    const [chief, desk] = await Promise.all([session(address, 'chief'), session(address, 'township')])
    const headers = { cookie: (await signed(address, 'chief'))! }
    const { plans } = (await (await fetch(`${address}/api/plans`, { headers })).json()) as PlansAnswer
    const boards = plans.map(({ id }) => `/api/plans/${id}`)
    const targets: string[] = []
    for (const board of boards) {
      const { targets: own } = (await (await fetch(address + board, { headers })).json()) as { targets: { code: string }[] }
      targets.push(...own.map(({ code }) => `${board}/targets/${code}`))
    }
    say(`  ${plans.length} plans, ${targets.length} targets`)
    const persons = await house.record.db.query<{ id: string }>(
      'select distinct person_id as id from person where county_id = $1 limit 500',
      [county],
    )
    let [open, visits] = [true, 0]
    const writer = async () => {
      while (open) {
        await desk('/api/visit/receive', { person: persons[visits++ % persons.length]!.id })
        await pause(200)
      }
    }
    const writing = writer()
    await timed(chief, boards, 50)
    const round = (paths: readonly string[], times: number) => Array.from({ length: times }, (_, i) => paths[i % paths.length]!)
    const busy = {
      boards: await timed(chief, round(boards, 200), 50),
      list: await timed(chief, round(['/api/plans'], 50), 50),
      targets: await timed(chief, targets, 50),
      open: await timed(chief, round([`/api/public/${county}/progress`], 50), 20),
    }
    open = false
    await writing
    say(`  ${visits} visits meanwhile`)
    const before = (await server.ask<Used>('used')).cpu
    const calm = await timed(chief, round(boards, 100), 0)
    const each = ((await server.ask<Used>('used')).cpu - before) / calm.length
    return [
      line('a plan’s board, while visits come in', busy.boards, 50),
      line('all plans, while visits come in', busy.list, 50),
      line('one target, while visits come in', busy.targets, 50),
      line('the public page', busy.open, 50),
      line('a plan’s board, nothing changed', calm, 50, `, ${each.toFixed(1)} ms CPU each`),
    ]
  } finally {
    await server.close()
  }
}

async function signed(address: string, login: string) {
  const headers = { 'x-countywide': '1', 'content-type': 'application/json' }
  const answer = await fetch(`${address}/api/session`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })
  return answer.headers.getSetCookie()[0]!.split(';')[0]
}

/** Each asked after the other, with a breath between: a page that somebody looks at, not a flood. */
async function timed(ask: Ask, paths: readonly string[], breath: number): Promise<number[]> {
  const spent: number[] = []
  for (const path of paths) {
    spent.push(
      await milliseconds(async () => {
        const status = await ask(path)
        if (status !== 200) throw new Error(`${path}: ${status}`)
      }),
    )
    if (breath) await pause(breath)
  }
  return spent
}

const at =
  (residents: number): Figure['run'] =>
  (bench) =>
    inHouse(async (house, url) => {
      await threeYears(url, residents)
      return boardsIn(house, url, bench)
    })
/** Five plans over three years of 10 000 residents. */
export const boards: Figure = { name: 'boards', named: true, run: at(10_000) }
