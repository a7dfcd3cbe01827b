import { once } from 'node:events'
import { connect } from 'node:net'
import type { Writable } from 'node:stream'
import postgres from 'postgres'

/** The one place that knows the PostgreSQL client. Everything above speaks `Db`. */
export type Db = {
  /** One statement, prepared, text in PostgreSQL's own `$1` form; bigint answers as number, date as 'YYYY-MM-DD' text. */
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>
  /** Several statements without parameters (migrations only). */
  script(text: string): Promise<void>
  /** Everything inside uses the one connection it is given. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>
  /** COPY rows (PostgreSQL's text format, one chunk of bytes at a time) into a table. */
  copyIn(target: string, chunks: Iterable<string> | AsyncIterable<Buffer>): Promise<void>
  /** The bytes of `copy … to stdout` in PostgreSQL's text format, as fast as they are taken. `source`: a table with its columns, or `(select …)`. */
  copyOut(source: string): AsyncIterable<Buffer>
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

type Sql = postgres.Sql | postgres.TransactionSql

const plain = (text: string) => text
/** int8 → number (counts and fen stay below 2^53); date stays text, it has no time zone. */
const types = {
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  date: { to: 1082, from: [1082], serialize: plain, parse: plain },
}

/**
 * After the connection is gone the client would still send ROLLBACK, and end the process by an exception nobody can catch. It rejects the transaction by itself when it
 * sees the connection close, so here nothing more must happen.
 */
const goneWithConnection = (error: unknown): Promise<never> =>
  /^(ECONNRESET|EPIPE|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[1-3])$/.test(code(error) ?? '')
    ? new Promise(() => {})
    : Promise.reject(error)

/** Chunks that come when they come; the stream's own error ends it. */
async function pumpAll(stream: Writable, chunks: AsyncIterable<Buffer>) {
  for await (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain')
  stream.end()
}

const dbOf = (sql: Sql, root: postgres.Sql): Db => ({
  query: async <R extends object>(text: string, values: readonly unknown[] = []) =>
    (await sql.unsafe(text, values as never[], { prepare: true })) as unknown as R[],
  script: async (text) => void (await sql.unsafe(text).simple()),
  transaction: async <T>(work: (tx: Db) => Promise<T>) =>
    'savepoint' in sql ? work(dbOf(sql, root)) : ((await root.begin((tx) => work(dbOf(tx, root)).catch(goneWithConnection))) as T),
  copyIn: async (target, chunks) => {
    const copying = sql.unsafe(`copy ${target} from stdin`)
    const stream = await copying.writable()
    await new Promise<void>((resolve, reject) => {
      stream.on('error', reject).on('finish', resolve)
      Object.assign(copying, { reject }) // postgres.js tells its query, not the stream, of an error after the last row
      if (Symbol.asyncIterator in chunks) return void pumpAll(stream, chunks).catch((error: Error) => stream.destroy(error))
      const source = chunks[Symbol.iterator]()
      const pump = () => {
        try {
          for (;;) {
            const next = source.next()
            if (next.done) return void stream.end()
            if (!stream.write(next.value)) return void stream.once('drain', pump)
          }
        } catch (error) {
          stream.destroy(error as Error)
        }
      }
      pump()
    })
  },
  copyOut: async function* (source) {
    const copying = sql.unsafe(`copy ${source} to stdout`)
    const stream = await copying.readable()
    Object.assign(copying, { reject: (error: Error) => stream.destroy(error) })
    try {
      yield* stream as AsyncIterable<Buffer>
    } finally {
      if (!stream.errored) stream._read(0) // the client leaves a socket paused whose last bytes came faster than they were taken
    }
  },
  listen: async (channel, hear) => {
    const { unlisten } = await root.listen(channel, hear)
    return unlisten
  },
  close: () => root.end({ timeout: 5 }),
})

/**
 * Sockets without Nagle's algorithm, which the client leaves on: with it, whatever follows the end of a COPY, or a statement longer than one segment, waits
 * some 40 ms for a delayed acknowledgement. The hosts of an address with several are tried in turn.
 */
const sendingAtOnce = () => {
  let turn = 0
  return ({ host, port, path }: { host: string[]; port: number[]; path?: string }) => {
    const at = turn++ % host.length
    return connect(path ? { path } : { host: host[at]!, port: port[at]!, noDelay: true })
  }
}

/** Opens a pool of `max` connections, each with the given PostgreSQL `settings`. Errors carry PostgreSQL's `code` (see `isUnique`, `isLostGuard`). */
export function openDb(url: string, options: { max?: number; name?: string; settings?: Readonly<Record<string, string>> } = {}): Db {
  const sql = postgres(url, {
    max: options.max ?? 8,
    onnotice: () => {},
    connect_timeout: 10,
    backoff: (retries: number) => Math.min(1, 3 ** retries / 100), // a database that comes back is found within a second
    types: types as never,
    ...({ socket: sendingAtOnce() } as object),
    connection: { application_name: options.name ?? 'countywide', TimeZone: 'UTC', jit: 'off' as never, ...options.settings },
  })
  return dbOf(sql, sql)
}

const code = (error: unknown) => (error as { code?: string } | null)?.code
/** 23505: a key that must be unique is taken. */
export const isUnique = (error: unknown) => code(error) === '23505'
/** 22012: our guard `1 / (won = wanted)` divided by zero, so a version or a chain head was not the expected one. */
export const isLostGuard = (error: unknown) => code(error) === '22012'
/** Serialisation failures and deadlocks: the same statement may simply be sent again. */
export const isTransient = (error: unknown) => code(error) === '40001' || code(error) === '40P01'
/** The database cannot be reached just now: it is starting, stopping, or gone. Nothing was written unless it was acknowledged. */
export const isUnreachable = (error: unknown) =>
  /^(ECONNREFUSED|ECONNRESET|EPIPE|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED|CONNECT_TIMEOUT)|57P0[1-3]|08\w{3})$/.test(
    code(error) ?? '',
  )
/** 55P03: somebody else has held a lock for too long (`lock_timeout`). Nothing was written. */
export const isLocked = (error: unknown) => code(error) === '55P03'
/** 53100: the disk is full. */
export const isDiskFull = (error: unknown) => code(error) === '53100'
