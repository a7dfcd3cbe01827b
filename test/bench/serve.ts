import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { planFolders } from '../../src/adapters/plans/templates.ts'
import { openHouse, startJobs } from '../../src/server/house.ts'
import { httpDoor } from '../../src/server/http.ts'
import { answering, cpuMs } from './child.ts'

export type Used = { cpu: number; megabytes: number }

/** The server as it is, in a process of its own: `serve.ts <database>`. Says its address when it answers; any question is answered with the CPU (ms) used so far and the memory held (MiB). */
const house = await openHouse(process.argv[2]!)
const app = await httpDoor(house, { plans: { folders: planFolders(tmpdir()), evidence: tmpdir() } })
const stopJobs = startJobs(house)
await app.listen({ port: 0, host: '127.0.0.1' })
answering(
  async (): Promise<Used> => ({ cpu: cpuMs(), megabytes: process.memoryUsage.rss() / 2 ** 20 }),
  async () => {
    await app.close()
    await stopJobs()
    await house.record.close()
  },
)
process.send!(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
