import type { Asked, Worked } from './callers.ts'
import { child } from './child.ts'
import { type Figure, median, p95 } from './figure.ts'
import { threeYears } from './import.ts'
import { county, inHouse, password } from './place.ts'
import type { RawAsked, RawWorked } from './raw-inserts.ts'
import type { Used } from './serve.ts'

const callers = 8
const seconds = 4

/** Visit operations (receive, record, close) from request to committed, by 8 callers, beside grouped inserts of the same documents. */
export const operation: Figure = {
  name: 'operation',
  run: ({ rounds, say }) =>
    inHouse(async ({ record }, url) => {
      await threeYears(url)
      const persons = await record.db.query<{ id: string }>('select distinct person_id as id from person where county_id = $1 limit 300', [
        county,
      ])
      const server = await child('./serve.ts', url)
      const address = await server.first<string>()
      const load = await child('./callers.ts')
      const raw = await child('./raw-inserts.ts', url)
      await raw.first()
      try {
        const asked: Asked = { address, login: 'doctor', password, callers, seconds, persons: persons.map((p) => p.id) }
        await load.ask<Worked>(asked) // a server that has just started still compiles
        const ours: Worked[] = []
        const cpu: number[] = []
        const bare: RawWorked[] = []
        for (let round = 0; round < rounds; round++) {
          const before = (await server.ask<Used>('used')).cpu
          ours.push(await load.ask<Worked>(asked))
          cpu.push(((await server.ask<Used>('used')).cpu - before) / (seconds + 1))
          const [{ doc }] = (await record.db.query<{ doc: string }>(
            `select doc from resource where county_id = $1 and type = 'Encounter' order by id desc limit 1`,
            [county],
          )) as [{ doc: string }]
          bare.push(await raw.ask<RawWorked>({ callers, seconds, doc } satisfies RawAsked))
          say(
            `  round ${round + 1}: ${(ours.at(-1)!.operations / seconds).toFixed(0)}/s, raw ${(bare.at(-1)!.inserts / seconds).toFixed(0)}/s`,
          )
        }
        const rate = median(ours.map((o) => o.operations / o.seconds))
        const plain = median(bare.map((b) => b.inserts / b.seconds))
        const share = median(ours.map((o, i) => o.operations / o.seconds / (bare[i]!.inserts / bare[i]!.seconds)))
        const slow = median(ours.map((o) => p95(o.latencies)))
        const each = median(ours.map((o, i) => cpu[i]! / (o.operations / o.seconds)))
        return [
          {
            what: 'visit operations, 8 callers',
            measured: rate,
            unit: '/s',
            raw: plain,
            share,
            target: '≥ 0.3 of raw',
            met: share >= 0.3,
            note: `${each.toFixed(2)} ms CPU of Node each`,
          },
          { what: 'visit operation, p95', measured: slow, unit: 'ms', target: '≤ 30 ms', met: slow <= 30 },
        ]
      } finally {
        await Promise.all([server.close(), load.close(), raw.close()])
      }
    }),
}
