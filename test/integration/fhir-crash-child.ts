import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { openDb } from '../../src/record/db.ts'
import { openHouse } from '../../src/server/house.ts'
import { httpDoor } from '../../src/server/http.ts'

/** A server process with the FHIR door: reads the address of its database from stdin, says its own when it answers, stops when somebody kills it. */
const url = await new Promise<string>((resolve) => createInterface(process.stdin).once('line', resolve))
const app = await httpDoor(await openHouse(url), { pulse: () => openDb(url, { max: 1 }) })
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}\n`)
