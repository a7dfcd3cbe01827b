import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { certificate } from '../../test/certificate.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { httpDoor } from './http.ts'
import { readTls, redirecting, reloadTls } from './tls.ts'

const folder = mkdtempSync(join(tmpdir(), 'tls-'))
const first = certificate(folder, 'first')
const second = certificate(folder, 'second')

let house: TestHouse
let app: FastifyInstance
let port: number
beforeAll(async () => {
  house = await testHouse()
  app = await httpDoor(house, { tls: readTls(first) })
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await app.close()
  await house.close()
  rmSync(folder, { recursive: true })
})

const open = async (options: object = {}) => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options })
  await once(socket, 'secureConnect')
  return socket
}
type Socket = Awaited<ReturnType<typeof open>>
const ask = async (socket: Socket, request = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n') => {
  socket.write(request)
  return String((await once(socket, 'data'))[0])
}
const nameOf = (socket: Socket) => socket.getPeerCertificate().subject.CN

it('speaks TLS 1.2 and 1.3 and nothing older, and tells browsers to stay with it', async () => {
  for (const version of ['TLSv1.2', 'TLSv1.3']) {
    const socket = await open({ minVersion: version, maxVersion: version })
    expect(await ask(socket)).toMatch(/^HTTP\/1\.1 200 [\s\S]*strict-transport-security: max-age=15552000\r\n/i)
    socket.destroy()
  }
  await expect(open({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow()
})

it('takes a renewed certificate into use without ending a connection; one that does not fit changes nothing', async () => {
  const before = await open()
  expect(nameOf(before)).toBe('first')
  const server = app.server as unknown as TlsServer
  expect(() => reloadTls(server, { cert: second.cert, key: first.key })).toThrow(/do not fit/)
  const between = await open()
  expect(nameOf(between)).toBe('first')
  reloadTls(server, second)
  const after = await open()
  expect(nameOf(after)).toBe('second')
  expect(await ask(before)).toMatch(/^HTTP\/1\.1 200 /)
  for (const socket of [before, between, after]) socket.destroy()
})

it('names the file that cannot be read or is none', () => {
  expect(() => readTls({ ...first, key: join(folder, 'none.key') })).toThrow(/none\.key \(ENOENT\)/)
  const broken = join(folder, 'broken.crt')
  writeFileSync(broken, readFileSync(first.cert, 'utf8').slice(0, 100))
  expect(() => readTls({ ...first, cert: broken })).toThrow(/broken\.crt/)
})

it('sends plain HTTP to the same address under https, and nowhere else', async () => {
  const server = redirecting(8443).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const to = async (path: string, method = 'GET') => {
    const answer = await fetch(`${at}${path}`, { method, redirect: 'manual' })
    return [answer.status, answer.headers.get('location')]
  }
  expect(await to('/lists?x=1')).toEqual([308, 'https://127.0.0.1:8443/lists?x=1'])
  expect(await to('//evil.example/', 'POST')).toEqual([308, 'https://127.0.0.1:8443//evil.example/'])
  server.close()
})

it('without TLS nothing tells browsers to insist on it', async () => {
  const plain = await httpDoor(house)
  expect((await plain.inject('/healthz')).headers['strict-transport-security']).toBeUndefined()
  await plain.close()
})
