import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { creating, patient, putting, type TestDoor, testFhirDoor } from '../../../test/fhir-door.ts'
import { county } from '../../../test/house.ts'
import { openDb } from '../../record/db.ts'
import { bundle } from './bundle.ts'
import { interact } from './interact.ts'
import type { Intent } from './write/intent.ts'
import { writeAll } from './write/write.ts'

let at: TestDoor
beforeAll(async () => {
  at = await testFhirDoor({ integrity: false })
})
afterAll(() => at.close())

const ids = [1, 2, 3] as const
const urn = (n: number) => `urn:uuid:0189f3c2-0000-7000-8000-00000000000${n}`
/** One entry: something done to a patient of these, an observation of somebody, or a patient made if there is none of his number. */
const entry = fc.oneof(
  fc.record({ do: fc.constant('delete' as const), n: fc.constantFrom(...ids) }),
  fc.record({ do: fc.constant('put' as const), n: fc.constantFrom(...ids), active: fc.boolean() }),
  fc.record({ do: fc.constant('patch' as const), n: fc.constantFrom(...ids) }),
  fc.record({ do: fc.constant('observe' as const), n: fc.constantFrom(...ids), of: fc.constantFrom(...ids), urn: fc.boolean() }),
  fc.record({ do: fc.constant('make' as const), n: fc.constantFrom(...ids) }),
)
type Entry = typeof entry extends fc.Arbitrary<infer E> ? E : never
const turn = { delete: 0, make: 1, put: 2, observe: 2, patch: 2 }
const aboutOf = ({ do: what, n }: Entry) => `${what === 'observe' ? 'o' : what === 'make' ? 'm' : 'p'}${n}`

/** An entry in a world of its own: ids and numbers begin with the world's name. `named` says who the makers' patients are, where that is known. */
function intentOf(one: Entry, world: string, named: ReadonlyMap<number, string> | undefined, i: number): Intent {
  const id = `${world}-p${one.n}`
  const place = { fullUrl: one.do === 'make' ? urn(one.n) : undefined, at: named ? undefined : `Bundle.entry[${i}].resource` }
  if (one.do === 'delete') return { method: 'delete', type: 'Patient', id, ...place }
  if (one.do === 'put') return putting(patient(id, { active: one.active }), place)
  if (one.do === 'patch')
    return { method: 'patch', type: 'Patient', id, patch: (doc) => doc.replace(/"active":(true|false)/, '"active":false'), ...place }
  const identifier = [{ system: 'urn:law', value: `${world}-${one.n}` }]
  if (one.do === 'make')
    return creating({ resourceType: 'Patient', identifier }, { condition: [['identifier', `urn:law|${world}-${one.n}`]], ...place })
  const reference = one.urn ? (named ? `Patient/${named.get(one.of)}` : urn(one.of)) : `Patient/${world}-p${one.of}`
  const resource = { resourceType: 'Observation', id: `${world}-o${one.n}`, status: 'final', code: { text: 'x' }, subject: { reference } }
  return putting(resource, place)
}

const write = (intents: readonly Intent[]) => writeAll(at.door, at.caller, intents)

/** The world as it stands: every document with its version, its patients by number instead of by id. */
async function stateOf(world: string) {
  const rows = await at.house.record.db.query<{ type: string; id: string; version: number; doc: string | null }>(
    `select type, id, version, doc from resource where county_id = $1 and (id like $2 or doc like $3) order by type, id`,
    [county, `${world}-%`, `%"${world}-%`],
  )
  const numbers = new Map(rows.flatMap(({ id, doc }) => [[id, /"urn:law","value":"[^"]*-(\d)"/.exec(doc ?? '')?.[1]] as const]))
  const plain = (text: string | null) =>
    text &&
    [...numbers].reduce((told, [id, number]) => (number ? told.replaceAll(id, `number-${number}`) : told), text).replaceAll(world, 'w')
  return rows.map(({ type, id, version, doc }) => [type, plain(id), version, plain(doc)]).sort()
}

it('a transaction does what its entries do one by one, in the order of the rules', async () => {
  let worlds = 0
  const law = fc.asyncProperty(
    fc.array(fc.constantFrom(...ids), { maxLength: 3 }),
    fc.uniqueArray(entry, { selector: aboutOf, minLength: 1, maxLength: 8 }),
    async (before, entries) => {
      const made = new Set(entries.flatMap((one) => (one.do === 'make' ? [one.n] : [])))
      const there = new Set<number>(before)
      const possible = entries.filter(
        (one) => (one.do !== 'patch' || there.has(one.n)) && (one.do !== 'observe' || !one.urn || made.has(one.of)),
      )
      const [a, b] = [`a${++worlds}x`, `b${worlds}x`]
      for (const world of [a, b]) for (const n of there) await write([putting(patient(`${world}-p${n}`, { active: true }))])
      if (there.has(1)) for (const world of [a, b]) await write([intentOf({ do: 'make', n: 1 }, world, new Map(), 0)])
      await write(possible.map((one, i) => intentOf(one, a, undefined, i)))
      const named = new Map<number, string>()
      for (const one of possible.toSorted((x, y) => turn[x.do] - turn[y.do])) {
        const [written] = await write([intentOf(one, b, named, 0)])
        if (one.do === 'make') named.set(one.n, written!.id)
      }
      expect(await stateOf(a)).toEqual(await stateOf(b))
    },
  )
  await fc.assert(law, { numRuns: 60 })
})

it('keeps nothing of a transaction whose connection is cut while it is written, and writes the next one', async () => {
  const body = (n: number) =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: ids.map((k) => ({ resource: patient(`cut${n}-${k}`), request: { method: 'PUT', url: `Patient/cut${n}-${k}` } })),
    })
  const send = (n: number) =>
    bundle(
      at.door,
      at.caller,
      { method: 'POST', path: '', query: [], headers: { 'idempotency-key': `cut${n}` }, base: 'http://here', body: body(n) },
      interact,
    )
  const other = openDb(at.house.url, { max: 1 })
  try {
    const cut = other.transaction(async (tx) => {
      await tx.query('lock table idempotency in share mode')
      const sent = send(1).then(
        () => 'written',
        (error: { code?: string }) => `failed ${error.code}`,
      )
      const writers = `datname = current_database() and application_name like 'countywide-writer%' and wait_event_type = 'Lock'`
      for (let waiting = 0; waiting < 200; waiting++) {
        const gone = await tx.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${writers}`)
        if (gone.length) return sent
        await new Promise((ok) => setTimeout(ok, 20))
      }
      return sent
    })
    expect(await cut).toMatch(/^failed /)
    for (const k of ids) expect(await at.stored('Patient', `cut1-${k}`)).toBeUndefined()
    expect((await vi.waitFor(() => send(1), { timeout: 5000 })).status).toBe(200) // the client comes back with its key
    for (const k of ids) expect(await at.stored('Patient', `cut1-${k}`)).toMatchObject({ version: 1 })
  } finally {
    await other.close()
  }
})
