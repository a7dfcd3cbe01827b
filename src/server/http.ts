import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'
import { checkText } from '../kernel/perform/input.ts'
import type { House } from '../kernel/perform/perform.ts'
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
import { registerFhir } from './fhir/routes.ts'
import { registerFilings } from './filings.ts'
import { type Intake, registerImports } from './imports.ts'
import { registerIndicators } from './indicators.ts'
import { registerBoards } from './institution-board.ts'
import { registerLists } from './lists.ts'
import { registerLocalCodes } from './local-codes.ts'
import { registerMeasureReports } from './measure-report.ts'
import { registerOpenApi } from './openapi.ts'
import { registerOperations } from './operations.ts'
import { registerOrganizations } from './organizations.ts'
import { registerOutflow } from './outflow.ts'
import { registerPersons } from './persons.ts'
import { registerPlanTemplates, shelfOf } from './plan-templates.ts'
import { registerPlans } from './plans/routes.ts'
import { registerQuality } from './quality.ts'
import { registerRefusals } from './refusals.ts'
import { registerReporting } from './reporting.ts'
import { registerWall } from './wall.ts'

/** Where plan files are looked for, and where evidence is kept. */
type PlanFiles = { folders: readonly string[]; evidence: string }

/** The HTTP door over a house; listening and static files are the caller's. Bodies are at most 4 MiB. `boundaries`: the file of township outlines. */
export async function httpDoor(
  house: House,
  options: { log?: boolean; intake?: Intake; boundaries?: string; plans?: PlanFiles } = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: 4 * 1024 * 1024,
    trustProxy: 'loopback',
    logger: options.log ? { level: 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'] } : false,
    routerOptions: { maxParamLength: 200 },
  })
  registerRefusals(app)
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
    strictTransportSecurity: false,
  })
  const { record, clock } = house
  await registerAccess(app, {
    db: record.db,
    now: clock,
    workflows: house.registry.capabilities.flatMap((c) => c.workflows),
    lists: house.registry.capabilities.flatMap((c) => c.lists),
    prepare: (county) => prepareCounty(record, county, clock()),
    audit: ({ county, ...entry }) => record.audit(county, { at: clock().toISOString(), ...entry }),
  })
  await registerFhir(app, house)
  app.addHook('preHandler', async ({ params, query, routeOptions }) => {
    if (routeOptions.url?.startsWith('/fhir/')) return // which reads its addresses itself
    checkText(params)
    checkText(query)
  })
  registerOperations(app, house)
  registerPersons(app, house)
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
  app.get('/healthz', async () => {
    await record.db.query('select 1')
    return { status: 'ok' }
  })
  return app
}
