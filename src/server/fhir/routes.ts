import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pretty } from '../../fhir/pretty.ts'
import { jsonToXml } from '../../fhir/xml/to-xml.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { logged, malformedAddress } from '../refusals.ts'
import type { Answer, Interaction } from './answer.ts'
import { longestBody } from './body.ts'
import { registerNdjsonImport } from './bulk/import.ts'
import { registerBulk } from './bulk/routes.ts'
import type { FhirDoor } from './door.ts'
import { failure } from './failure.ts'
import { interact } from './interact.ts'
import { type Format, formatOf, mediaTypes } from './negotiate.ts'
import { refuseFhir } from './outcome.ts'
import { lastOf } from './present.ts'
import { addressOf, contentOf } from './request.ts'

/** Nothing that is answered here is ever a page: no browser may run, frame or keep it. */
const security = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'private, no-cache',
  'referrer-policy': 'no-referrer',
}
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

type Shape = { format: Format; pretty: boolean }
/** What answers in formats of its own (rows as CSV). */
const isTable = /\/\$run$/
const plain: Shape = { format: 'json', pretty: false }

function shaped(reply: FastifyReply, { status, body, headers }: Answer, { format, pretty: spaced }: Shape): FastifyReply {
  reply.code(status).headers(security)
  if (headers) reply.headers(headers)
  if (body === undefined) return reply.send()
  if (headers?.['content-type'] !== undefined) return reply.send(body)
  return reply.header('content-type', mediaTypes[format]).send(format === 'xml' ? jsonToXml(body) : spaced ? pretty(body) : body)
}

const unreadable = refuseFhir(400, 'value', 'The address is not UTF-8 text with percent signs as RFC 3986 has them.')
/** Answers an address that Fastify itself cannot read (broken percent signs), in the words of the door it names. */
export const misread = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  request.raw.url?.startsWith('/fhir') ? shaped(reply, failed(request, unreadable), plain) : reply.status(400).send(malformedAddress)

const failed = (request: FastifyRequest, error: unknown) => failure(error, (id, bug) => logged(request, id, bug))

/** See `FhirDoor`. */
type Options = Partial<Omit<FhirDoor, 'house'>>

/** The FHIR door at `/fhir`, in a context of its own: raw bodies, every fault an OperationOutcome. */
export async function registerFhir(
  app: FastifyInstance,
  house: House,
  { integrity = true, exports, intake, origin }: Options = {},
): Promise<void> {
  const door: FhirDoor = { house, integrity, exports, intake, origin }
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    let shape = plain
    try {
      const { path, query, base } = addressOf(request, origin)
      if (!isTable.test(path))
        shape = { format: formatOf(lastOf(query, '_format'), request.headers.accept), pretty: lastOf(query, '_pretty') === 'true' }
      const { form, ...content } = await contentOf(request)
      const headers = request.headers as Interaction['headers']
      const method = request.method as Interaction['method']
      const interaction: Interaction = { method, path, query: form.length ? [...query, ...form] : query, headers, base, ...content }
      return shaped(reply, await interact(door, request.caller, interaction), shape)
    } catch (error) {
      const answer = failed(request, error)
      try {
        return shaped(reply, answer, shape)
      } catch {
        return shaped(reply, answer, plain) // what was asked holds what XML cannot say
      }
    }
  }
  await app.register(
    async (fhir) => {
      fhir.removeAllContentTypeParsers()
      fhir.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: longestBody }, (_, body, done) => done(null, body))
      fhir.setErrorHandler((error, request, reply) => shaped(reply, failed(request, error), plain))
      fhir.setNotFoundHandler((request, reply) =>
        shaped(reply, failed(request, refuseFhir(404, 'not-supported', `${request.method} is not known here.`)), plain),
      )
      const options = { bodyLimit: longestBody, helmet: false, compress: false, decompress: false, exposeHeadRoute: false } as const
      await fhir.register(async (bulk) => {
        bulk.addHook('onSend', async (_, reply) => void reply.headers({ ...security, 'cache-control': 'no-store' }))
        registerBulk(bulk, door)
        registerNdjsonImport(bulk, door)
      })
      for (const url of ['/', '/*']) fhir.route({ method: [...methods], url, handler, ...options })
    },
    { prefix: '/fhir' },
  )
}
