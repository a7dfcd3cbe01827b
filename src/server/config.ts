import { resolve } from 'node:path'

/** Everything the environment and the command line decide; no other file reads `process.env`. */
export type Config = { data: string; port: number; host: string; databaseUrl: string | undefined; production: boolean }

/** Command line first, then environment (PORT, HOST, DATABASE_URL, COUNTYWIDE_DATA), then defaults. @throws Error naming a port that is none */
export function readConfig(options: { data?: string; port?: string }, env: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(options.port ?? env['PORT'] ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`端口无效 / not a port: ${options.port ?? env['PORT']}`)
  return {
    data: resolve(options.data ?? env['COUNTYWIDE_DATA'] ?? 'data'),
    port,
    host: env['HOST'] ?? '127.0.0.1',
    databaseUrl: env['DATABASE_URL'] || undefined,
    production: env['NODE_ENV'] === 'production',
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
