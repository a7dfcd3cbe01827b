import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pretty } from '../../fhir/pretty.ts'
import { jsonToXml } from '../../fhir/xml/to-xml.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { inSlices } from '../../record/in-slices.ts'
import { logged, malformedAddress } from '../refusals.ts'
import type { Answer, Interaction } from './answer.ts'
import { longestBody } from './body.ts'
import { registerNdjsonImport } from './bulk/import.ts'
import { registerBulk } from './bulk/routes.ts'
import { compressed } from './compressed.ts'
import type { FhirDoor } from './door.ts'
import { failure } from './failure.ts'
import { inLine } from './in-line.ts'
import { interact } from './interact.ts'
import { type Format, formatOf, mediaTypes } from './negotiate.ts'
import { refuseFhir } from './outcome.ts'
import { lastOf } from './present.ts'
import { addressOf, contentOf, sendingOf } from './request.ts'

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

/** What went wrong before anything could be shaped, in JSON. */
function plainly(reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply {
  return reply.code(status).headers(security).headers(headers).header('content-type', mediaTypes.json).send(body)
}

async function shaped(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  { format, pretty: spaced }: Shape,
): Promise<FastifyReply> {
  const { status, body, headers = {} } = answer
  const own = headers['content-type']
  const text =
    body === undefined || own !== undefined ? body : format === 'xml' ? jsonToXml(body) : spaced ? await inSlices(pretty(body)) : body
  reply.code(status).headers(security).headers(headers)
  if (text === undefined) return reply.send()
  const { body: bytes, headers: coding } = await compressed(text, request.headers['accept-encoding'])
  return reply
    .headers(coding)
    .header('content-type', own ?? mediaTypes[format])
    .send(bytes)
}

const unreadable = refuseFhir(400, 'value', 'The address is not UTF-8 text with percent signs as RFC 3986 has them.')
/** Answers an address that Fastify itself cannot read (broken percent signs), in the words of the door it names. */
export const misread = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  request.raw.url?.startsWith('/fhir') ? plainly(reply, failed(request, unreadable)) : reply.status(400).send(malformedAddress)

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
      const headers = request.headers as Interaction['headers']
      const method = request.method as Interaction['method']
      const sending = await sendingOf(request)
      const answer = await inLine(sending?.plain.length ?? 0, async () => {
        const { form, ...content } = await contentOf(sending)
        const interaction: Interaction = { method, path, query: form.length ? [...query, ...form] : query, headers, base, ...content }
        return interact(door, request.caller, interaction)
      })
      return await shaped(request, reply, answer, shape)
    } catch (error) {
      const answer = failed(request, error)
      try {
        return await shaped(request, reply, answer, shape)
      } catch {
        return plainly(reply, answer) // what was asked holds what XML cannot say
      }
    }
  }
  await app.register(
    async (fhir) => {
      fhir.removeAllContentTypeParsers()
      fhir.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: longestBody }, (_, body, done) => done(null, body))
      fhir.setErrorHandler((error, request, reply) => plainly(reply, failed(request, error)))
      fhir.setNotFoundHandler((request, reply) =>
        plainly(reply, failed(request, refuseFhir(404, 'not-supported', `${request.method} is not known here.`))),
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
