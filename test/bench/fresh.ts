import { signIn } from './caller.ts'
import { child } from './child.ts'
import { type Figure, p95, sorted } from './figure.ts'
import { threeYears } from './import.ts'
import { county, inHouse, password } from './place.ts'

type Cells = { cells: { unit: { id: string }; numerator: number }[] }
const times = 60

/** From the moment a visit is sent until a number that counts it has been read, over HTTP, with three years of 3 000 residents in the store. */
export const fresh: Figure = {
  name: 'fresh',
  run: () =>
    inHouse(async ({ record, clock }, url) => {
      await threeYears(url)
      const [{ id: person }] = (await record.db.query<{ id: string }>('select person_id as id from person where county_id = $1 limit 1', [
        county,
      ])) as [{ id: string }]
      const server = await child('./serve.ts', url)
      try {
        const call = await signIn(await server.first<string>(), 'director', password)
        const month = new Date(clock().getTime() + 8 * 3600_000).toISOString().slice(0, 7)
        const count = async () =>
          (await call<Cells>('GET', `/api/indicators/visits?from=${month}&to=${month}`)).cells.reduce(
            (sum, cell) => sum + cell.numerator,
            0,
          )
        const latencies: number[] = []
        for (let i = 0, before = await count(); i < times; i++, before++) {
          const began = performance.now()
          await call('POST', '/api/visit/receive', { person })
          const now = await count()
          latencies.push(performance.now() - began)
          if (now !== before + 1) throw new Error(`the number says ${now} after ${before} and one more`)
        }
        const slow = p95(latencies)
        return [
          {
            what: 'written → in its number, p95',
            measured: slow,
            unit: 'ms',
            target: '≤ 100 ms',
            met: slow <= 100,
            note: `median ${sorted(latencies)[times / 2]!.toFixed(1)} ms`,
          },
        ]
      } finally {
        await server.close()
      }
    }),
}
