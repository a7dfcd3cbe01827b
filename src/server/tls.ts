import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { createSecureContext } from 'node:tls'

export type TlsFiles = { cert: string; key: string }

/** Certificate and key, and that they belong together. @throws Error naming the file, or why they do not fit */
export function readTls({ cert, key }: TlsFiles): { cert: Buffer; key: Buffer } {
  const read = (file: string) => {
    try {
      return readFileSync(file)
    } catch (error) {
      throw new Error(`证书文件无法读取 / cannot read the certificate file: ${file} (${(error as { code?: string }).code})`)
    }
  }
  const pair = { cert: read(cert), key: read(key) }
  try {
    createSecureContext(pair)
  } catch (error) {
    throw new Error(
      `证书与私钥无效或不配对 / certificate and key are not valid or do not fit: ${cert}, ${key} (${(error as { code?: string }).code})`,
    )
  }
  return pair
}

/** Takes a renewed certificate into use: connections that are there stay as they are, new ones get it. A pair that does not fit changes nothing. @throws Error as readTls */
export function reloadTls(server: Pick<TlsServer, 'setSecureContext'>, files: TlsFiles): void {
  server.setSecureContext({ ...readTls(files), minVersion: 'TLSv1.2' })
}

/** Host names as they may stand in an address; anything else is answered without one. */
const plainHost = /^[\w.-]+$|^\[[0-9a-fA-F:.]+\]$/

/** Answers plain HTTP with the same address under https; `port` is the one the door listens on. */
export function redirecting(port: number): Server {
  return createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    if (!plainHost.test(host)) return void response.writeHead(400).end()
    const to = `https://${host}${port === 443 ? '' : `:${port}`}${request.url?.startsWith('/') ? request.url : '/'}`
    response.writeHead(308, { location: to, 'content-length': '0' }).end()
  })
}
