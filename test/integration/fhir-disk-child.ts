import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDb } from '../../src/record/db.ts'
import { launchEngine } from '../../src/record/engine/launch.ts'
import { openHouse } from '../../src/server/house.ts'
import { httpDoor } from '../../src/server/http.ts'
import { smallCounty } from '../house.ts'

/** A server with its database in the folder named, which `countywide start` would watch like this. Hears "fill" (the disk) and "free" on stdin, and says when that is done. */
const folder = process.argv[2]!
const ballast = join(folder, 'ballast')
const room = 256 * 1024
const engine = await launchEngine({
  data: join(folder, 'data'),
  settings: { shared_buffers: '32MB', max_wal_size: '64MB', min_wal_size: '32MB', checkpoint_timeout: '30s' },
})
setInterval(() => void engine.revive().catch(() => {}), 1000)
const house = await openHouse(engine.url)
await smallCounty(house.record)
const app = await httpDoor(house, { pulse: () => openDb(engine.url, { max: 1 }) })
await app.listen({ port: 0, host: '127.0.0.1' })
const say = (line: string) => process.stdout.write(`${line}\n`)
createInterface(process.stdin)
  .on('line', (line) => {
    const { bavail, bsize } = statfsSync(folder)
    if (line === 'fill') writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - room)))
    else rmSync(ballast)
    say(line)
  })
  .on('close', () => void engine.stop().finally(() => process.exit()))
say(`${engine.url} http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
