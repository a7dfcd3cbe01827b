import { randomUUID } from 'node:crypto'
import { answering, cpuMs } from './child.ts'
import { bundleOf, codes, idCardOf, idCards, nameOf, observationOf, patientId, patientOf, patients } from './fhir-data.ts'
import { sorted } from './figure.ts'
import { type Said, type SocketCaller, socketCaller } from './socket-caller.ts'

export type LoadKind = keyof typeof kinds
export type LoadAsked = { address: string; token: string; kind: LoadKind; callers: number; seconds: number }
/** `units`: resources written or requests answered; times in ms; `cpu`: of this process; `refused`: answers that were not what was asked for, by status. */
export type LoadWorked = {
  units: number
  seconds: number
  p50: number
  p99: number
  cpu: number
  bytes: number
  refused: Record<number, number>
}

const json = { prefer: 'return=minimal' }
const someone = () => Math.floor(Math.random() * patients)
const fhir = '/fhir'
const enc = encodeURIComponent
const uuid = () => `urn:uuid:${randomUUID()}`
let made = 0
const post = (caller: SocketCaller, body: object, more: Record<string, string> = json) => {
  const { id: _, ...resource } = body as { id?: string; resourceType: string }
  return caller.ask('POST', `${fhir}/${resource.resourceType}`, JSON.stringify(resource), more)
}
const get = (caller: SocketCaller, path: string) => caller.ask('GET', `${fhir}/${path}`)

/** One request of each kind, the status it must have, and how many units it counts. */
const kinds = {
  create: { status: 201, ask: (c: SocketCaller) => post(c, observationOf(someone(), made++)) },
  update: {
    status: 200,
    ask: (c: SocketCaller) => {
      const [n, k] = [someone(), made++ % 20]
      const id = `bench-o${n}-${k * codes.length}`
      return c.ask('PUT', `${fhir}/Observation/${id}`, JSON.stringify(observationOf(n, k * codes.length + made, id)), json)
    },
  },
  read: { status: 200, ask: (c: SocketCaller) => get(c, `Observation/bench-o${someone()}-0`) },
  transaction: { status: 200, units: 150, ask: (c: SocketCaller) => c.ask('POST', fhir, bundleOf(150, uuid), json) },
  identifier: { status: 200, ask: (c: SocketCaller) => get(c, `Patient?identifier=${enc(`${idCards}|${idCardOf(someone())}`)}`) },
  name: { status: 200, ask: (c: SocketCaller) => get(c, `Patient?name=${enc(nameOf(someone()))}`) },
  newest: {
    status: 200,
    ask: (c: SocketCaller) =>
      get(c, `Observation?patient=Patient/${patientId(someone())}&code=${enc(`http://loinc.org|${codes[0]}`)}&_sort=-date&_count=20`),
  },
  include: { status: 200, ask: (c: SocketCaller) => get(c, `Observation?_id=bench-o${someone()}-0&_include=Observation:patient`) },
  revinclude: { status: 200, ask: (c: SocketCaller) => get(c, `Patient?_id=${patientId(someone())}&_revinclude=Condition:subject`) },
  chained: {
    status: 200,
    ask: (c: SocketCaller) => get(c, `Condition?subject:Patient.identifier=${enc(`${idCards}|${idCardOf(someone())}`)}`),
  },
  everything: { status: 200, ask: (c: SocketCaller) => get(c, `Patient/${patientId(someone())}/$everything`) },
  total: {
    status: 200,
    ask: (c: SocketCaller) => get(c, `Observation?code=${enc(`http://loinc.org|${codes[1]}`)}&_total=accurate&_count=1`),
  },
  conditional: {
    status: 201,
    ask: (c: SocketCaller) => {
      const value = randomUUID()
      const criterion = `identifier=${enc(`urn:bench:number|${value}`)}`
      return post(c, { ...patientOf(0), identifier: [{ system: 'urn:bench:number', value }] }, { ...json, 'if-none-exist': criterion })
    },
  },
} satisfies Record<string, { status: number; units?: number; ask: (caller: SocketCaller) => Promise<Said> }>

/** So many callers, each one request after another, for so many seconds after one second of warming up. */
answering(async ({ address, token, kind, callers, seconds }: LoadAsked): Promise<LoadWorked> => {
  const { status, ask, units = 1 } = kinds[kind] as { status: number; units?: number; ask: (caller: SocketCaller) => Promise<Said> }
  const sockets = Array.from({ length: callers }, () =>
    socketCaller(address, { authorization: `Bearer ${token}`, accept: 'application/fhir+json' }),
  )
  const latencies: number[] = []
  const refused: Record<number, number> = {}
  let bytes = 0
  const warm = performance.now() + 1000
  const end = warm + seconds * 1000
  let cpu = 0
  setTimeout(() => (cpu = cpuMs()), 1000)
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() < end) {
        const began = performance.now()
        const said = await ask(socket)
        const now = performance.now()
        if (said.status !== status) {
          if (!Object.keys(refused).length) process.stderr.write(`  ${kind}: ${said.status} ${said.body.slice(0, 300)}\n`)
          refused[said.status] = (refused[said.status] ?? 0) + 1
        } else if (began >= warm && now <= end) {
          latencies.push(now - began)
          bytes += said.body.length
        }
      }
    }),
  )
  for (const socket of sockets) socket.close()
  const times = sorted(latencies)
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN
  return { units: times.length * units, seconds, p50: quantile(0.5), p99: quantile(0.99), cpu: cpuMs() - cpu, bytes, refused }
})
