import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { checkText } from '../kernel/perform/input.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { Db } from '../record/db.ts'
import { registerAccess } from './access/routes.ts'
import { registerBoundaries } from './boundaries.ts'
import { registerBriefs } from './briefs.ts'
import { registerBytes } from './bytes.ts'
import { registerCockpit } from './cockpit.ts'
import { registerCodeTables } from './code-tables.ts'
import { prepareCounty } from './county.ts'
import { registerDefinitions } from './definitions.ts'
import { registerDivisions } from './divisions.ts'
import { registerEvidence } from './evidence.ts'
import { registerExplain } from './explain.ts'
import { registerFeeds } from './feeds.ts'
import type { Exports } from './fhir/bulk/run.ts'
import { misread, registerFhir } from './fhir/routes.ts'
import { registerFilings } from './filings.ts'
import { registerHealth } from './health.ts'
import { registerIdentities } from './identities.ts'
import { type Intake, registerImports } from './imports.ts'
import { registerIndicators } from './indicators.ts'
import { registerBoards } from './institution-board.ts'
import { registerLists } from './lists.ts'
import { registerLocalCodes } from './local-codes.ts'
import { type LogOptions, loggerOf, quiet, registerLogs } from './logs.ts'
import { registerMeasureReports } from './measure-report.ts'
import { type Metrics, registerMetrics } from './metrics.ts'
import { registerNotices } from './notices.ts'
import { registerOpenApi } from './openapi.ts'
import { registerOperations } from './operations.ts'
import { registerOrganizations } from './organizations.ts'
import { registerOutflow } from './outflow.ts'
import { registerOverload } from './overload.ts'
import { registerPersons } from './persons.ts'
import { registerPlanTemplates, shelfOf } from './plan-templates.ts'
import { registerPlans } from './plans/routes.ts'
import { takePulse } from './pulse.ts'
import { registerQuality } from './quality.ts'
import { registerRefusals } from './refusals.ts'
import { registerReporting } from './reporting.ts'
import type { Bounds } from './turns.ts'
import { registerWall } from './wall.ts'

/** Where plan files are looked for, and where evidence is kept. */
type PlanFiles = { folders: readonly string[]; evidence: string }

/** What the keeper of a server sets; each has a default. `pulse`: makes a connection to ask whether the database is there. `figures`: those of all processes. `origin`: the public address, where it is not as requests say. `bounds`: how much is taken on at once. */
export type Keeping = {
  log?: LogOptions
  metrics?: Metrics
  metricsToken?: string
  figures?: () => Promise<string>
  pulse?: () => Db
  origin?: string
  bounds?: Bounds
  tls?: { cert: Buffer; key: Buffer }
}
type DoorOptions = Keeping & { intake?: Intake; exports?: Exports; boundaries?: string; plans?: PlanFiles }

/** The HTTP door over a house; listening and static files are the caller's. Bodies are at most 4 MiB. `boundaries`: the file of township outlines; `exports`: who writes bulk exports. */
export async function httpDoor(house: House, options: DoorOptions = {}): Promise<FastifyInstance> {
  const settings: FastifyServerOptions = {
    bodyLimit: 4 * 1024 * 1024,
    trustProxy: 'loopback',
    logController: quiet(),
    logger: options.log ? loggerOf(options.log) : false,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_, request, reply) => misread(request as FastifyRequest, reply as FastifyReply),
  }
  const { tls } = options
  const app = tls
    ? (Fastify({ ...settings, https: { ...tls, minVersion: 'TLSv1.2' } } as FastifyServerOptions) as FastifyInstance)
    : Fastify(settings)
  if (options.log) registerLogs(app)
  registerRefusals(app)
  registerHealth(app, takePulse(options.pulse ?? (() => ({ ...house.record.db, close: async () => {} }))), options.pulse !== undefined)
  await app.register(compress, { threshold: 2048, encodings: ['gzip'] }) // lists travel over thin lines
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: tls ? { maxAge: 15_552_000, includeSubDomains: false } : false,
  })
  const { record, clock } = house
  await registerAccess(app, {
    db: record.db,
    now: clock,
    origin: options.origin,
    workflows: house.registry.capabilities.flatMap((c) => c.workflows),
    lists: house.registry.capabilities.flatMap((c) => c.lists),
    prepare: (county) => prepareCounty(record, county, clock()),
    audit: ({ county, ...entry }) => record.audit(county, { at: clock().toISOString(), ...entry }),
  })
  registerOverload(app, options.bounds)
  await registerFhir(app, house, { exports: options.exports, intake: options.intake, origin: options.origin })
  app.addHook('preHandler', async ({ params, query, routeOptions }) => {
    if (routeOptions.url?.startsWith('/fhir/')) return // which reads its addresses itself
    checkText(params)
    checkText(query)
  })
  registerOperations(app, house)
  registerPersons(app, house)
  registerIdentities(app, house)
  registerLists(app, house)
  registerIndicators(app, house)
  registerExplain(app, house)
  registerOutflow(app, house)
  registerCockpit(app, house)
  registerWall(app, house, options.boundaries)
  registerOrganizations(app, house)
  registerDivisions(app, house)
  registerBoundaries(app, options.boundaries)
  registerDefinitions(app, house)
  registerCodeTables(app, house)
  registerReporting(app, house)
  registerNotices(app, house)
  registerFilings(app, house)
  registerPlans(app, house, shelfOf(house, options.plans?.folders ?? []))
  registerBoards(app, house)
  registerBriefs(app, house)
  registerMeasureReports(app, house)
  registerFeeds(app, house)
  registerQuality(app, house)
  if (options.intake) {
    registerImports(app, house, options.intake)
    registerLocalCodes(app, house, options.intake)
  }
  if (options.plans) {
    registerBytes(app)
    registerPlanTemplates(app, house, options.plans.folders)
    registerEvidence(app, house, options.plans.evidence)
  }
  await registerOpenApi(app, house)
  if (options.metrics) registerMetrics(app, { metrics: options.metrics, db: record.db, token: options.metricsToken, text: options.figures })
  return app
}
