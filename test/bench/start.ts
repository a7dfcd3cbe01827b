import { launchEngine } from '../../src/record/engine/launch.ts'
import { child } from './child.ts'
import { type Figure, median, milliseconds } from './figure.ts'
import { inFolder } from './place.ts'

/** From nothing to a database, again to the same database, and from the database to a server that answers. */
export const start: Figure = {
  name: 'start',
  run: async ({ rounds }) => {
    const [first, again, up]: number[][] = [[], [], []]
    for (let round = 0; round < rounds; round++)
      await inFolder(async (data) => {
        const made = await launchEngine({ data })
        first!.push(made.milliseconds.total)
        const serve = async (url: string) => {
          const server = await child('./serve.ts', url)
          const answer = await fetch(`${await server.first<string>()}/healthz`)
          if (!answer.ok) throw new Error(`/healthz: ${answer.status}`)
          return server
        }
        await (await serve(made.url)).close()
        await made.stop()
        const engine = await launchEngine({ data })
        again!.push(engine.milliseconds.total)
        let server: Awaited<ReturnType<typeof child>> | undefined
        up!.push(await milliseconds(async () => (server = await serve(engine.url))))
        await server?.close()
        await engine.stop()
      })
    const line = (what: string, values: number[], most: number) => ({
      what,
      measured: median(values) / 1000,
      unit: 's',
      target: `≤ ${most} s`,
      met: median(values) <= most * 1000,
    })
    return [
      line('database ready, first start', first!, 3),
      line('database ready, restart', again!, 0.5),
      line('whole server up after that', up!, 3),
    ]
  },
}
