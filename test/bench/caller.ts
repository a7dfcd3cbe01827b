import { Agent, type IncomingMessage, request } from 'node:http'

/** A signed-in browser: requests over one kept-alive connection. @throws Error when the answer is not 2xx */
export type Caller = <T>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<T>

export async function signIn(address: string, login: string, password: string): Promise<Caller> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let cookie = ''
  const call: Caller = (method, path, body) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const headers = {
        'x-countywide': '1',
        cookie,
        ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      }
      const sent = request(address + path, { method, agent, headers }, (answer: IncomingMessage) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part)).on('error', reject)
        answer.on('end', () => {
          const said = Buffer.concat(parts).toString()
          if (!answer.statusCode || answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode} ${said}`))
          cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? cookie
          resolve(JSON.parse(said || 'null'))
        })
      })
      sent.on('error', reject).end(text)
    })
  await call('POST', '/api/session', { login, password })
  return call
}
