import { readFileSync } from 'node:fs'
import { drivers } from './drivers/all.ts'
import type { Access } from './drivers/driver.ts'
import type { Feed } from './feed.ts'
import { SourceError } from './trouble.ts'

/** The value of a variable of the environment. */
export type ReadSecret = (name: string) => string | undefined

/** Host, account and password of a feed. @throws SourceError naming the variable or file that is not there, never what is in it */
export function accessOf(feed: Feed, secret: ReadSecret): Access {
  const { host, port, database, user, timeout, encoding, tls } = feed
  return {
    host,
    port: port ?? drivers[feed.driver].port,
    database,
    user,
    password: 'env' in feed.password ? fromEnvironment(feed.password.env, secret) : fromFile(feed.password.file),
    timeout,
    encoding,
    tls: typeof tls === 'object' ? { ca: fromFile(tls.ca) } : tls,
  }
}

function fromEnvironment(name: string, secret: ReadSecret): string {
  const value = secret(name)
  if (!value) throw new SourceError('password', [`环境变量 ${name} 没有设置`, `The environment variable ${name} is not set`])
  return value
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new SourceError('password', [`读不了文件 ${path}（${code}）`, `The file ${path} cannot be read (${code})`])
  }
}
