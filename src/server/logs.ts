import { type FastifyInstance, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify'
import type { LogLevel } from './config.ts'

/** `out`: where lines go; standard output unless told. */
export type LogOptions = { level: LogLevel; out?: { write(text: string): unknown } | 'stderr' }

/** A request that takes longer than this many milliseconds is a warning. */
const slow = 1000

/** What a log may say of an error: where it happened, never with what data (messages of the database and of libraries quote values). */
export const trace = (error: unknown) =>
  error instanceof Error
    ? {
        error: error.name,
        code: (error as { code?: string }).code,
        at: error.stack?.split('\n').filter((line) => line.startsWith('    at ')),
      }
    : { error: typeof error }

/** Sentences of our own and of Fastify's; what may quote an address, a name or a number is not one. */
const harmless = /^[A-Za-z][A-Za-z ,.'()-]{0,99}$/
const unsaid = '-'
const said = (message: unknown) => (typeof message === 'string' && harmless.test(message) ? message : undefined)

/** Lines are gathered for a tenth of a second: one write for many requests. */
function gathered(out: { write(text: string): unknown }) {
  let text = ''
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (text) out.write(text)
    text = ''
  }
  process.once('exit', flush)
  return {
    write(line: string) {
      text += line
      if (text.length > 16_384) flush()
      else timer ??= setTimeout(flush, 100)
    },
  }
}

/**
 * JSON lines of pino: time, level, request id, and what `registerLogs` says of a request. Whoever logs an error or a request by its object gets the parts that hold no data;
 * a message that is not a plain sentence is left out, for it may quote what somebody sent.
 */
export function loggerOf({ level, out }: LogOptions): Exclude<FastifyServerOptions['logger'], boolean | undefined> {
  return {
    level,
    stream: out === 'stderr' ? gathered(process.stderr) : (out ?? gathered(process.stdout)),
    base: { pid: process.pid },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      err: trace as never,
      error: (error: unknown) => (error instanceof Error ? trace(error) : error),
      req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions?.url }) as never,
      res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }) as never,
    },
    hooks: {
      logMethod(this: unknown, [first, message]: unknown[], method: (...args: unknown[]) => void) {
        // always with a message: without one pino takes the error's own
        if (typeof first === 'string') return method.call(this, said(first) ?? unsaid)
        return method.call(this, first instanceof Error ? { err: first } : first, said(message) ?? unsaid)
      },
    } as never,
  }
}

/** Fastify's own lines for each request say the address: `registerLogs` writes ours. */
export const quiet = (): LogController => new LogController({ disableRequestLogging: true })

const kindOf = (request: FastifyRequest) => (request.machine ? 'machine' : request.signedIn ? 'person' : 'none')

/** One line for every answer: route as it is written in the program (never the address), status, milliseconds, county, and whether a person or a machine asked. */
export function registerLogs(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime)
    const line = {
      route: request.routeOptions.url ?? 'none',
      method: request.method,
      status: reply.statusCode,
      ms,
      county: request.machine?.county ?? request.signedIn?.session.county.id,
      actor: kindOf(request),
    }
    if (reply.statusCode >= 500) request.log.error(line, 'failed')
    else if (ms > slow) request.log.warn(line, 'slow')
    else request.log.info(line, 'request')
    done()
  })
}
