import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Resource } from '../fhir/resource.ts'
import { type AnyWorkflow, mayUse } from '../kernel/grammar/capability.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { loadCase } from '../kernel/perform/case.ts'
import { type House, perform, whyNot } from '../kernel/perform/perform.ts'
import { history } from '../record/read.ts'
import { authorsOf } from './access/authors.ts'
import { mustMay } from './access/guard.ts'
import { maskCase } from './masked-case.ts'

type OnCase = { Params: { id: string } }
const header = (request: FastifyRequest, name: string) => {
  const value = request.headers[name]
  return typeof value === 'string' && value ? value : undefined
}
const ifMatch = (request: FastifyRequest) => {
  const given = header(request, 'if-match')
  if (given === undefined) return undefined
  const version = Number(given.replaceAll(/^(W\/)?"|"$/g, ''))
  if (!Number.isInteger(version)) throw refuse('invalid', ['If-Match 应是版本号', 'If-Match must be a version number'])
  return version
}

/** Every verb of every workflow as a route, and the case itself with the verbs that are open to the caller now. */
export function registerOperations(app: FastifyInstance, house: House) {
  for (const workflow of house.registry.capabilities.flatMap((c) => c.workflows)) {
    const { kind, operations } = workflow
    for (const [verb, operation] of Object.entries(operations)) {
      const path = operation.from === 'new' ? `/api/${kind.name}/${verb}` : `/api/${kind.name}/:id/${verb}`
      app.post<OnCase>(path, (request) => {
        const { actor, session } = request
        const { id } = request.params
        return perform(house, {
          county: session.county.id,
          kind: kind.name,
          verb,
          ...(id ? { id } : {}),
          input: request.body ?? {},
          actor,
          version: ifMatch(request),
          opId: header(request, 'idempotency-key'),
        })
      })
    }
    app.get<OnCase>(`/api/${kind.name}/:id`, (request) => readCase(house, workflow, request))
    app.get<OnCase>(`/api/${kind.name}/:id/history`, (request) => readHistory(house, workflow, request))
  }
}

async function readCase(house: House, workflow: AnyWorkflow, request: FastifyRequest<OnCase>) {
  const { kind, operations } = workflow
  mustMay(request, kind.name, 'read')
  const { actor, session } = request
  const county = session.county.id
  const loaded = await loadCase(house.record, county, workflow, request.params.id)
  if (!loaded) throw refuse('missing', ['没有找到这条记录', 'No such record'])
  await logRead(house, request, kind.name, request.params.id, kind.patient?.(loaded.subject as never))
  const verbs: Record<string, true | Text> = {}
  for (const [verb, operation] of Object.entries(operations)) {
    if (operation.from === 'new') continue
    const noRight = !mayUse(actor, kind.name, verb) && (['您的岗位没有这项权限', 'Your post does not include this right'] as const)
    const allowed = operation.may && !operation.needs ? operation.may(...([actor, loaded.subject, {}] as never[])) : true
    verbs[verb] =
      noRight ||
      whyNot(workflow, operation, loaded.subject) ||
      (allowed === true ? true : allowed || (['不能由您操作', 'Not for you to do'] as const))
  }
  return {
    kind: kind.name,
    id: loaded.subject.id,
    version: loaded.version,
    state: loaded.subject.state,
    case: maskCase(workflow, session.sees, loaded.subject),
    verbs,
  }
}

async function readHistory(house: House, workflow: AnyWorkflow, request: FastifyRequest<OnCase>) {
  const { kind } = workflow
  mustMay(request, kind.name, 'read')
  const [main, ...others] = kind.documents(request.params.id)
  const all = await history(house.record.db, request.session.county.id, [main, ...others])
  const of = (key: { type: string; id: string }) => all.filter((d) => d.type === key.type && d.id === key.id)
  const versions = of(main)
  if (!versions.length) throw refuse('missing', ['没有找到这条记录', 'No such record'])
  const authors = await authorsOf(house.record.db, request.session.county.id, versions)
  const cases = versions.map((v, i) => {
    // what lay beside the guarding document then: documents of one write share its instant
    const beside = others.flatMap((key) => of(key).find((d) => d.updated <= v.updated)?.doc ?? [])
    const then = v.doc && kind.fromFhir([v.doc, ...beside].map((doc) => JSON.parse(doc) as Resource))
    return {
      version: v.version,
      updated: v.updated,
      author: authors[i] ?? null,
      case: then ? maskCase(workflow, request.session.sees, then) : null,
    }
  })
  await logRead(
    house,
    request,
    `${kind.name}.history`,
    request.params.id,
    cases[0]?.case ? kind.patient?.(cases[0].case as never) : undefined,
  )
  return { versions: cases }
}

/** A view of person data is in the audit trail before its answer leaves. */
export function logRead(house: House, request: FastifyRequest, what: string, id: string, patient?: string): Promise<void> {
  const { actor, session } = request
  return house.record.audit(session.county.id, {
    at: house.clock().toISOString(),
    actor: actor.login,
    organization: actor.organization,
    action: `${what}.read`,
    patient,
    detail: { id },
  })
}
