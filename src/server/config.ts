import { join, resolve } from 'node:path'

/** How the server serves; everything has a default. */
export type Service = {
  /** Who shows it as a bearer token may read /metrics from elsewhere than this machine. */
  metricsToken?: string
  logLevel: LogLevel
  /** The address by which others reach the house, without a slash at the end: `https://fhir.example`. */
  publicUrl?: string
  /** Files of certificate and key (PEM): the door speaks HTTPS only. */
  tls?: { cert: string; key: string }
  /** A port where plain HTTP is answered with the HTTPS address. */
  redirectPort?: number
  /** Days a repeated Idempotency-Key is answered as it was the first time. */
  idempotencyDays: number
  /** Days the originals of imports are kept after the import ended; 0: for ever. */
  originalsDays: number
  /** Processes that answer requests; 1: the one that was started. */
  processes: number
  /** Of a process that another one started: where the built pages lie. */
  pages?: string
}
/** Everything the environment and the command line decide; no other file reads `process.env`. */
export type Config = { data: string; port: number; host: string; databaseUrl: string | undefined; production: boolean; service?: Service }

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof levels)[number]

export type Options = { data?: string; port?: string }
export type ServiceOptions = { tlsCert?: string; tlsKey?: string; redirectPort?: string; processes?: string }

const number = (said: string, least: number, most: number, chinese: string, english: string) => {
  const value = Number(said)
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(`${chinese} / ${english}: ${said}`)
  return value
}
const portOf = (said: string) => number(said, 0, 65535, '端口无效', 'not a port')

/** Command line first, then environment (PORT, HOST, DATABASE_URL, COUNTYWIDE_DATA, and those of `readService`), then defaults. @throws Error naming what is no value */
export function readConfig(options: Options & ServiceOptions, env: NodeJS.ProcessEnv = process.env): Config {
  return {
    data: resolve(options.data ?? env['COUNTYWIDE_DATA'] ?? 'data'),
    port: portOf(options.port ?? env['PORT'] ?? '8080'),
    host: env['HOST'] ?? '127.0.0.1',
    databaseUrl: env['DATABASE_URL'] || undefined,
    production: env['NODE_ENV'] === 'production',
    service: readService(options, env),
  }
}

/** @throws Error for anything but scheme, host and port */
function originOf(said: string): string {
  const url = URL.canParse(said) ? new URL(said) : undefined
  if (url && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(said)) return url.origin
  throw new Error(`PUBLIC_URL 只写协议、主机和端口，如 https://fhir.example / scheme, host and port only: ${said}`)
}

/** METRICS_TOKEN, PUBLIC_URL, IDEMPOTENCY_DAYS, ORIGINALS_DAYS, LOG_LEVEL, TLS_CERT and TLS_KEY, REDIRECT_PORT, PROCESSES. @throws Error naming what is no value */
function readService(options: ServiceOptions, env: NodeJS.ProcessEnv): Service {
  const [cert, key] = [options.tlsCert ?? env['TLS_CERT'], options.tlsKey ?? env['TLS_KEY']]
  if (!cert !== !key) throw new Error('证书和私钥要一起给出 / give certificate and key together: --tls-cert, --tls-key')
  const said = env['LOG_LEVEL'] || 'info'
  const logLevel = levels.find((level) => level === said)
  if (!logLevel) throw new Error(`日志级别无效 / not a log level (${levels.join(', ')}): ${said}`)
  const redirect = options.redirectPort ?? env['REDIRECT_PORT']
  if (redirect && !cert) throw new Error('--redirect-port 只与 --tls-cert 一起使用 / --redirect-port goes with --tls-cert')
  return {
    logLevel,
    processes: number(options.processes ?? env['PROCESSES'] ?? '1', 1, 64, '进程数无效', 'not a number of processes (1 to 64)'),
    idempotencyDays: number(env['IDEMPOTENCY_DAYS'] || '7', 1, 3650, '天数无效', 'not a number of days (1 to 3650)'),
    originalsDays: number(env['ORIGINALS_DAYS'] || '0', 0, 36_500, '天数无效', 'not a number of days (0 to 36500)'),
    ...(env['COUNTYWIDE_PAGES'] ? { pages: env['COUNTYWIDE_PAGES'] } : {}),
    ...(env['METRICS_TOKEN'] ? { metricsToken: env['METRICS_TOKEN'] } : {}),
    ...(env['PUBLIC_URL'] ? { publicUrl: originOf(env['PUBLIC_URL']) } : {}),
    ...(cert && key ? { tls: { cert: resolve(cert), key: resolve(key) } } : {}),
    ...(redirect ? { redirectPort: portOf(redirect) } : {}),
  }
}

/** A variable that the deployer named himself, for a secret that stands in no file: read when it is needed, never kept. */
export const readSecret = (name: string, env: NodeJS.ProcessEnv = process.env): string | undefined => env[name] || undefined

/** What another process of the house is started with, so that it finds the same data. */
export const environmentOf = ({ data, databaseUrl }: Config, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...env,
  COUNTYWIDE_DATA: data,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
})

/** What a process that answers requests is started with by the one that keeps the house. */
export const environmentOfWorker = (config: Config, pages: string | undefined): Record<string, string> => ({
  COUNTYWIDE_DATA: config.data,
  ...(pages ? { COUNTYWIDE_PAGES: pages } : {}),
})

/** Stands in a data folder while a backup is being put into it: nobody may start on half of one. */
export const unfinishedRestore = (data: string): string => join(data, 'restore-unfinished')
