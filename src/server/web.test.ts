import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerWeb } from './web.ts'

const root = mkdtempSync(join(tmpdir(), 'countywide-web-'))
let app: FastifyInstance
beforeAll(async () => {
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), '<!doctype html><p>page')
  writeFileSync(join(root, 'assets/a-123.js'), 'let a = 1')
  writeFileSync(join(root, 'assets/a-123.js.br'), brotliCompressSync('let a = 1'))
  app = Fastify()
  await registerWeb(app, { root })
})
afterAll(async () => {
  await app.close()
  rmSync(root, { recursive: true })
})
const get = (url: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) => app.inject({ url, headers })

test.each(['/', '/visits', '/lists/visits?part=visits.count', '/apiary'])(
  '%s is the page, never cached, under a strict policy',
  async (url) => {
    const { statusCode, body, headers } = await get(url)
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<!doctype html><p>page' })
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['content-security-policy']).toMatch(/script-src 'self';/)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
  },
)
test.each(['/api', '/api/nothing', '/api?x', '/fhir/Patient/1', '/assets/gone-9.js'])('%s is not the page', async (url) => {
  expect((await get(url)).statusCode).toBe(404)
})
test('a machine that asks for no page gets none', async () => {
  expect((await get('/visits', { accept: 'application/json' })).statusCode).toBe(404)
})
test('assets are kept for ever and sent as they were compressed', async () => {
  const { headers, rawPayload } = await get('/assets/a-123.js', { 'accept-encoding': 'gzip, br' })
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-type': expect.stringMatching(/javascript/),
  })
  expect(brotliDecompressSync(rawPayload).toString()).toBe('let a = 1')
  const plain = await get('/assets/a-123.js', {})
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'let a = 1'])
})
