import { shift } from '../../src/kernel/grammar/period.ts'
import { library, unitsOf } from '../../src/kernel/perform/library.ts'
import type { House } from '../../src/kernel/perform/perform.ts'
import { localDay } from '../../src/record/local-day.ts'
import { child } from './child.ts'
import { type Bench, type Line, milliseconds, p95, sorted } from './figure.ts'
import { county, password } from './place.ts'

const browsers = 200
const seconds = 15

export type Ask = (path: string, body?: unknown) => Promise<number>
/** A browser's requests under a session; each answers its status, its body read to the end. */
export async function session(address: string, login: string): Promise<Ask> {
  const headers = { 'x-countywide': '1', 'content-type': 'application/json' }
  const signed = await fetch(`${address}/api/session`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })
  const cookie = signed.headers.getSetCookie()[0]!.split(';')[0]!
  return async (path, body) => {
    const answer = await fetch(
      address + path,
      body === undefined
        ? { headers: { ...headers, cookie } }
        : { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) },
    )
    await answer.arrayBuffer()
    return answer.status
  }
}

export const line = (what: string, spent: readonly number[], most: number, note = ''): Line => ({
  what,
  measured: p95(spent),
  unit: 'ms',
  target: `≤ ${most} ms p95`,
  met: p95(spent) <= most,
  note: `median ${sorted(spent)[Math.floor(spent.length / 2)]!.toFixed(0)} ms${note}`,
})

/** Over HTTP, the server in a process of its own: each question new (no answer is kept of it), rows asked freely, a write read at once, and 200 browsers on the board while visits come in. */
export async function asBrowsers(house: House, url: string, { say }: Bench): Promise<Line[]> {
  const server = await child('./serve.ts', url)
  const address = await server.first<string>()
  try {
    const [director, desk] = await Promise.all([session(address, 'director'), session(address, 'township')])
    const lib = await library(house, county)
    const to = localDay(house.clock().toISOString()).slice(0, 7)
    const last = shift(to, -1)
    const timed = async (ask: Ask, paths: readonly string[]) => {
      const spent: number[] = []
      for (const path of paths) {
        const ms = await milliseconds(async () => {
          const status = await ask(path)
          if (status !== 200) throw new Error(`${path}: ${status}`)
        })
        spent.push(ms)
      }
      return spent
    }
    await timed(director, ['/api/indicators', `/api/indicators/overview?to=${last}`, '/api/indicators/visits?from=2026-01&to=2026-01'])
    const questions = [...lib.indicators.values()].flatMap((one) =>
      unitsOf(one, lib.groups).map((unit) => `/api/indicators/${one.code}?from=${shift(last, -12)}&to=${last}&unit=${unit}`),
    )
    const cells = await timed(director, questions)
    say(`  ${questions.length} questions of 13 months`)
    const overview = await timed(
      director,
      Array.from({ length: 20 }, (_, i) => `/api/indicators/overview?to=${shift(last, -i)}`),
    )
    const rows = await timed(director, [
      ...['visits', 'cost-per-visit', 'primary-visit-share'].map(
        (code) => `/api/indicators/${code}/explain?period=${last}&grain=month&unit=county&of=county&against=lastYear`,
      ),
      ...['visits', 'discharges'].map(
        (code) => `/api/indicators/${code}/explain?period=${last.slice(0, 4)}&grain=year&unit=county&of=county&against=lastYear`,
      ),
      `/api/outflow?to=${last}`,
      `/api/lists/visits?part=visits.count&period=${last}&total=true`,
      `/api/lists/settlements?part=settlements.count&period=${last.slice(0, 4)}&grain=year&disease=I63&total=true`,
    ])
    const persons = await house.record.db.query<{ id: string }>(
      'select distinct person_id as id from person where county_id = $1 limit 200',
      [county],
    )
    const fresh: number[] = []
    for (const { id: person } of persons.slice(0, 60)) {
      fresh.push(
        await milliseconds(async () => {
          await desk('/api/visit/receive', { person })
          await director(`/api/indicators/visits?from=${to}&to=${to}&unit=county`)
        }),
      )
    }
    const { latencies, wrong, writes } = await crowd(
      director,
      desk,
      persons.map((p) => p.id),
      [`/api/indicators/overview?to=${last}`, ...questions.slice(0, 12)],
    )
    say(`  ${latencies.length} answers for ${browsers} browsers, ${writes} visits meanwhile`)
    return [
      line('an indicator from cells, 13 months', cells, 50),
      line('overview of all indicators', overview, 50),
      line('free filters over rows: reasons, ranking, drills', rows, 500, `, slowest ${Math.max(...rows).toFixed(0)} ms`),
      line('visit sent → in its number', fresh, 100),
      { ...line(`${browsers} browsers on the board`, latencies, 200, `, ${wrong} errors`), met: p95(latencies) <= 200 && wrong === 0 },
    ]
  } finally {
    await server.close()
  }
}

/** Browsers that look at the board every two seconds, while visits come in. */
async function crowd(director: Ask, desk: Ask, persons: readonly string[], paths: readonly string[]) {
  const latencies: number[] = []
  let [wrong, writes] = [0, 0]
  const end = performance.now() + seconds * 1000
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
  const browser = async (n: number) => {
    await pause((n * 2000) / browsers)
    while (performance.now() < end) {
      latencies.push(
        await milliseconds(async () => {
          if ((await director(paths[(n + latencies.length) % paths.length]!)) !== 200) wrong++
        }),
      )
      await pause(2000)
    }
  }
  const writer = async () => {
    while (performance.now() < end) {
      await desk('/api/visit/receive', { person: persons[writes++ % persons.length] })
      await pause(200)
    }
  }
  await Promise.all([writer(), ...Array.from({ length: browsers }, (_, n) => browser(n))])
  return { latencies, wrong, writes }
}
