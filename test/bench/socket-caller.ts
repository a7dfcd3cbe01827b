import { connect } from 'node:net'

export type Said = { status: number; body: string }
/** One kept-alive connection that asks one question after another; a client library would use up more of the machine than the server does. */
export type SocketCaller = {
  ask(method: string, path: string, body?: string, more?: Readonly<Record<string, string>>): Promise<Said>
  close(): void
}

const end = Buffer.from('\r\n\r\n')

/** The answer that the bytes hold, once all of it is there; answers carry their length. */
function answerIn(bytes: Buffer): Said | undefined {
  const at = bytes.indexOf(end)
  if (at < 0) return undefined
  const head = bytes.toString('latin1', 0, at)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  if (bytes.length < at + 4 + length) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', at + 4, at + 4 + length) }
}

/** Connects to `address` (http://host:port); every request carries `headers`. */
export function socketCaller(address: string, headers: Readonly<Record<string, string>>): SocketCaller {
  const { hostname, port, host } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const fixed = lines({ host, ...headers })
  let parts: Buffer[] = []
  let waiting: { resolve: (said: Said) => void; reject: (error: Error) => void } | undefined
  socket.on('data', (part: Buffer) => {
    parts.push(part)
    const bytes = parts.length === 1 ? part : Buffer.concat(parts)
    parts = [bytes]
    const said = answerIn(bytes)
    if (!said) return
    parts = []
    waiting?.resolve(said)
  })
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail).on('close', () => fail(new Error('the connection was closed')))
  return {
    ask: (method, path, body, more = {}) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        const length = body === undefined ? '' : `content-type: application/fhir+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
        socket.write(`${method} ${path} HTTP/1.1\r\n${fixed}${lines(more)}${length}\r\n${body ?? ''}`)
      }),
    close: () => void socket.destroy(),
  }
}

const lines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
