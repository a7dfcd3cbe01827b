import { createInterface } from 'node:readline'
import { perform } from '../../src/kernel/perform/perform.ts'
import { openHouse } from '../../src/server/house.ts'
import { a, county, hypertension } from '../house.ts'

/**
 * A server process under load: eight desks receive, record and close visits without a pause, each operation under its own key. It says what it asks
 * before it asks and what was answered after; it stops when somebody kills it or its database.
 */
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)
const [url, person, round] = await new Promise<string[]>((resolve) =>
  createInterface(process.stdin).once('line', (text) => resolve(text.split(' '))),
)
const house = await openHouse(url!)
say({ ready: true })

async function act(opId: string, verb: string, input: object, id?: string) {
  say({ ask: { opId, verb, input, id } })
  const outcome = await perform(house, { county, kind: 'visit', verb, input, actor: a, opId, ...(id ? { id } : {}) })
  say({ done: { opId, id: outcome.id, version: outcome.version } })
  return outcome.id
}

async function desk(lane: number) {
  for (let i = 0; ; i++) {
    const key = `${round}-${lane}-${i}`
    const id = await act(`${key}-receive`, 'receive', { person })
    await act(`${key}-record`, 'record', { complaint: '头晕', vitalSigns: { pulse: 72, systolic: 150, diastolic: 90 } }, id)
    await act(`${key}-close`, 'close', { diagnoses: hypertension }, id)
  }
}
await Promise.all(Array.from({ length: 8 }, (_, lane) => desk(lane))).catch(() => process.exit(3))
