import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal, refusals, refuse } from '../kernel/grammar/refusal.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { problemsOf } from '../kernel/perform/problems.ts'
import { isDiskFull, isLocked, isUnreachable } from '../record/db.ts'
import { trace } from './logs.ts'

/** Nobody is signed in: the one refusal with its own status, 401. */
export class NotSignedIn extends Refusal {
  constructor(text: Text) {
    super('forbidden', text)
  }
}

const sentence: Text = ['输入有误，请检查标出的项目', 'Some input is wrong: see the fields marked']

/** The input as the schema understands it. @throws Refusal 'invalid' naming every wrong field */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const read = schema.safeParse(input, { reportInput: true })
  if (read.success) return read.data
  throw refuse('invalid', sentence, problemsOf(read.error))
}

/** What Fastify itself throws before a route is reached. */
const known: Readonly<Record<string, { status: number; refusal: Refusal }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    refusal: refuse('invalid', [
      '请求内容超过这个地址允许的大小，请分次发送',
      'The request body is too large for this address: send it in parts',
    ]),
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    refusal: refuse('invalid', ['不支持的内容类型，请发送 application/json', 'This content type is not supported: send application/json']),
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, refusal: refuse('invalid', ['请求内容为空', 'The request body is empty']) },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    refusal: refuse('invalid', ['请求内容不是有效的 JSON', 'The request body is not valid JSON']),
  },
}
const malformed = refuse('invalid', ['请求格式有误', 'The request is malformed'])
const diskFull = refuse('busy', [
  '服务器磁盘已满，这次没有保存，请联系管理员',
  'The disk of the server is full; nothing was saved: call the administrator',
])
const unreachable = refuse('busy', [
  '数据库暂时不可用，请稍后重试；填写的内容仍在',
  'The database cannot be reached just now: try again in a moment; what you entered is still there',
])
const missing = refuse('missing', ['没有这个地址', 'There is nothing at this address'])

const bodyOf = ({ kind, text, fields }: Refusal) => ({ refusal: { kind, text, ...(fields.length ? { fields } : {}) } })

/** The response to an address that cannot be read. */
export const malformedAddress = bodyOf(malformed)

/** The response to whatever was thrown; undefined when it is a bug. */
export function answerTo(error: unknown): { status: number; body: ReturnType<typeof bodyOf> } | undefined {
  if (error instanceof NotSignedIn) return { status: 401, body: bodyOf(error) }
  if (error instanceof Refusal) return { status: refusals[error.kind].status, body: bodyOf(error) }
  if (error instanceof z.ZodError) return { status: 400, body: bodyOf(refuse('invalid', sentence, problemsOf(error))) }
  const { code, statusCode } = error as Partial<FastifyError>
  const found = code === undefined ? undefined : known[code]
  if (found) return { status: found.status, body: bodyOf(found.refusal) }
  if (error instanceof SyntaxError && statusCode === 400) return { status: 400, body: bodyOf(known.FST_ERR_CTP_INVALID_JSON_BODY!.refusal) }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { status: statusCode, body: bodyOf(malformed) }
  if (isDiskFull(error)) return { status: 503, body: bodyOf(diskFull) }
  if (isUnreachable(error) || isLocked(error)) return { status: 503, body: bodyOf(unreachable) }
  return undefined
}

/** Sets down a bug under its number. */
export const logged = (request: FastifyRequest, id: string, error: unknown): void =>
  request.log.error({ id, method: request.method, route: request.routeOptions.url, ...trace(error) }, 'unexpected error')

/** Answers refusals by the table above, everything else by 500 with an id that the log line carries too. */
export function registerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const answer = answerTo(error)
    if (answer) return reply.status(answer.status).send(answer.body)
    const id = randomUUID()
    logged(request, id, error)
    return reply.status(500).send({ refusal: { kind: 'bug', text: [`系统内部错误，编号 ${id}`, `Internal error, number ${id}`] } })
  })
  app.setNotFoundHandler((_request, reply) => reply.status(404).send(bodyOf(missing)))
}
