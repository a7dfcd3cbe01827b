import { timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { Db } from '../record/db.ts'
import type { Observer } from '../record/record.ts'

export type Metrics = {
  /** Figures of this process; those of several are added up. */
  readonly registry: Registry
  /** What stands in the database: the same for all processes, so only who is asked tells it. */
  readonly database: Registry
  /** Hears of each group that the record commits. */
  readonly group: Observer
  /** Counts every answer of a door. */
  watch(app: FastifyInstance): void
  /** Reads the gauges that stand in the database; leaves them out when it does not answer within `patience` milliseconds. */
  look(db: Db, patience?: number): Promise<void>
}

/** The first two parts of the route as it is written in the program: few values, and no data in any of them. */
export const classOf = (route: string | undefined): string => {
  if (route === undefined) return 'none'
  const parts = route.split('/').filter((part) => part && !/[:*{]/.test(part))
  return parts[0] === 'api' || parts[0] === 'fhir' || parts[0] === 'oauth'
    ? `/${parts.slice(0, 2).join('/')}`
    : parts[0]?.endsWith('z')
      ? `/${parts[0]}`
      : 'pages'
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Rows of what waits, counted to this many and no further. */
const most = 100_000
const waiting = `select (select count(*) from (select from stale limit ${most}) s) as stale, (select count(*) from (select from outbox limit ${most}) o) as outbox,
  (select count(*) from (select from deadline where due_at < now() limit ${most}) d) as overdue, (select count(*) from county) as counties,
  (select coalesce(json_object_agg(label, n), '{}') from (select application_name || '/' || coalesce(state, 'none') as label, count(*) as n from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' group by 1) a) as connections`
type Waiting = { stale: number; outbox: number; overdue: number; counties: number; connections: Record<string, number> }

/** The figures of one process, in a registry of its own. */
export function openMetrics(version: string): Metrics {
  const registry = new Registry()
  const database = new Registry()
  const [registers, shared] = [[registry], [database]]
  collectDefaultMetrics({ register: registry })
  const labels = ['class', 'method', 'status'] as const
  const requests = new Histogram({
    name: 'countywide_request_seconds',
    help: 'requests answered, by class of route',
    labelNames: labels,
    buckets: seconds,
    registers,
  })
  const open = new Gauge({ name: 'countywide_requests_in_progress', help: 'requests that have not been answered', registers })
  const groups = new Histogram({
    name: 'countywide_group_seconds',
    help: 'time of one durable statement',
    labelNames: ['line'],
    buckets: seconds,
    registers,
  })
  const sizes = new Histogram({
    name: 'countywide_group_plans',
    help: 'plans that shared one statement',
    labelNames: ['line'],
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  })
  const audited = new Counter({ name: 'countywide_audit_entries_total', help: 'audit entries written', labelNames: ['line'], registers })
  const up = new Gauge({ name: 'countywide_database_up', help: '1 while the database answers', registers: shared })
  const depth = new Gauge({
    name: 'countywide_waiting',
    help: `rows that wait to be worked on, at most ${most}`,
    labelNames: ['queue'],
    registers: shared,
  })
  const counties = new Gauge({ name: 'countywide_counties', help: 'counties of this record', registers: shared })
  const connections = new Gauge({
    name: 'countywide_connections',
    help: 'connections to the database, by who holds them and what they do',
    labelNames: ['holder', 'state'],
    registers: shared,
  })
  new Gauge({ name: 'countywide_info', help: 'the running version', labelNames: ['version'], registers: shared }).set({ version }, 1)
  new Gauge({ name: 'countywide_processes', help: 'processes that answer requests', registers }).set(1)

  return {
    registry,
    database,
    group: (line, plans, milliseconds) => {
      groups.observe({ line }, milliseconds / 1000)
      sizes.observe({ line }, plans)
      audited.inc({ line }, plans)
    },
    watch: (app) => {
      const counted = new WeakSet<FastifyRequest>()
      app.addHook('onRequest', (request, _reply, done) => {
        counted.add(request)
        open.inc()
        done()
      })
      const ended = (request: FastifyRequest) => {
        if (counted.delete(request)) open.dec()
      }
      app.addHook('onResponse', (request, reply, done) => {
        ended(request)
        requests.observe(
          { class: classOf(request.routeOptions.url), method: request.method, status: reply.statusCode },
          reply.elapsedTime / 1000,
        )
        done()
      })
      app.addHook('onRequestAbort', (request, done) => {
        ended(request)
        done()
      })
    },
    look: async (db, patience = 1500) => {
      const read = db.query<Waiting>(waiting).catch(() => undefined)
      const late = sleep(patience, undefined, { ref: false })
      const found = (await Promise.race([read, late]))?.[0]
      up.set(found ? 1 : 0)
      depth.reset()
      connections.reset()
      if (!found) return
      for (const queue of ['stale', 'outbox', 'overdue'] as const) depth.set({ queue }, found[queue])
      counties.set(found.counties)
      for (const [label, n] of Object.entries(found.connections)) {
        const [holder, state] = [label.slice(0, label.lastIndexOf('/')), label.slice(label.lastIndexOf('/') + 1)]
        connections.set({ holder, state }, n)
      }
    },
  }
}

const loopback = /^(127\.|::1$|::ffff:127\.)/
const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Whether a request comes from this machine itself (no proxy in between), or shows the token. */
export function mayLook(request: FastifyRequest, token: string | undefined): boolean {
  const shown = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token && shown && equal(Buffer.from(shown).toString('hex'), Buffer.from(token).toString('hex'))) return true
  return (
    request.headers['x-forwarded-for'] === undefined &&
    request.headers.forwarded === undefined &&
    loopback.test(request.socket.remoteAddress ?? '')
  )
}

/** `GET /metrics` in Prometheus' text format, for this machine and for whoever shows the token. `text`: the figures of all processes where there are several. */
export function registerMetrics(
  app: FastifyInstance,
  { metrics, db, token, text }: { metrics: Metrics; db: Db; token?: string | undefined; text?: (() => Promise<string>) | undefined },
): void {
  metrics.watch(app)
  app.get('/metrics', { logLevel: 'warn' }, async (request, reply) => {
    if (!mayLook(request, token))
      throw refuse('forbidden', [
        '只允许本机或持 METRICS_TOKEN 的采集程序读取',
        'only this machine, or whoever shows METRICS_TOKEN, may read this',
      ])
    await metrics.look(db)
    const own = () => metrics.registry.metrics()
    const processes = (await text?.()) || (await own()) // where the others do not answer, at least one's own
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.registry.contentType)
      .send(processes + (await metrics.database.metrics()))
  })
}
