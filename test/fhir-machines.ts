import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { NewClient } from '../src/server/access/client-shapes.ts'
import { createClient } from '../src/server/access/clients.ts'
import { startExports } from '../src/server/fhir/bulk/run.ts'
import { httpDoor } from '../src/server/http.ts'
import { county, type TestHouse, testHouse } from './house.ts'
import { token } from './oauth.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type MachineAnswer = { status: number; text: string; said: string; headers: Readonly<Record<string, unknown>> }
/** A request with the machine's token; an object is sent as FHIR JSON. */
export type MachineCall = (method: Method, url: string, body?: object, headers?: Record<string, string>) => Promise<MachineAnswer>
export type Machines = {
  house: TestHouse
  machine(scopes: readonly string[], more?: Partial<NewClient>): Promise<MachineCall>
  /** Asks for an export, follows it to its end and answers its lines. */
  exported(call: MachineCall, url: string): Promise<string[]>
  close(): Promise<void>
}

/** The FHIR door of a small county through HTTP, and machines that come to it with tokens of their own. */
export async function fhirMachines(): Promise<Machines> {
  const house = await testHouse()
  const folder = mkdtempSync(join(tmpdir(), 'countywide-machines-'))
  const exports = startExports(house.record, folder, house.clock)
  const app = await httpDoor(house, { exports })
  const machine: Machines['machine'] = async (scopes, more = {}) => {
    const wanted: NewClient = {
      name: '测试',
      organization: 'qy-a',
      scopes: [...scopes],
      sees: 'full',
      labels: 0,
      relations: false,
      ...more,
    }
    const { client, secret } = await createClient(house.record.db, county, wanted, house.clock())
    const granted = await token({ app }, client, secret ?? '')
    const authorization = `Bearer ${granted.json<{ access_token: string }>().access_token}`
    return async (method, url, body, headers = {}) => {
      const type = body ? { 'content-type': 'application/fhir+json' } : {}
      const payload = body ? { payload: JSON.stringify(body) } : {}
      const answer = await app.inject({ method, url, ...payload, headers: { authorization, ...type, ...headers } })
      const said = [...answer.body.matchAll(/"diagnostics":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text).join('\n')
      return { status: answer.statusCode, text: answer.body, said, headers: answer.headers }
    }
  }
  return {
    house,
    machine,
    exported: async (call, url) => {
      const asked = await call('GET', url, undefined, { prefer: 'respond-async' })
      if (asked.status !== 202) throw new Error(`${asked.status} ${asked.said}`)
      const at = new URL(String(asked.headers['content-location'])).pathname
      for (;;) {
        const told = await call('GET', at)
        if (told.status === 202) await sleep(20)
        else {
          const { output } = JSON.parse(told.text) as { output: { url: string }[] }
          const files = await Promise.all(output.map((file) => call('GET', new URL(file.url).pathname)))
          return files.flatMap(({ text }) => text.trim().split('\n'))
        }
      }
    },
    close: async () => {
      await exports.stop()
      await app.close()
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
