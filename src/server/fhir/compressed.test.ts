import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'
import { takesGzip } from './compressed.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
  for (let i = 0; i < 30; i++)
    await at.call('PUT', `/fhir/Basic/b${i}`, { resourceType: 'Basic', id: `b${i}`, code: { text: `${'一二三四五'.repeat(400)}${i}` } })
})
afterAll(() => at.close())

const read = (url: string, encoding?: string) =>
  at.app.inject({ method: 'GET', url, headers: { cookie: at.cookie, ...(encoding ? { 'accept-encoding': encoding } : {}) } })

it.each(['json', 'xml'])('a long answer is compressed for whoever takes it, and is the same (%s)', async (format) => {
  const url = `/fhir/Basic?_count=25&_format=${format}`
  const [plain, packed] = [await read(url), await read(url, 'gzip, deflate, br')]
  expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([undefined, 'gzip'])
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body)
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 5)
  expect(packed.headers['content-length']).toBe(String(packed.rawPayload.length))
  expect([plain.headers['vary'], packed.headers['vary']]).toEqual(['accept-encoding', 'accept-encoding'])
})

it('a short one is sent as it is', async () => {
  for (const url of ['/fhir/Basic/b1', '/fhir/Basic/none']) expect((await read(url, 'gzip')).headers['content-encoding']).toBeUndefined()
})

it('nobody is sent what he does not take', () => {
  expect(['gzip', 'x-gzip;q=0.5', 'br, *', ' GZIP ; q=1'].map(takesGzip)).toEqual([true, true, true, true])
  expect([undefined, '', 'br', 'gzip;q=0', 'gzip; q=0.000', 'identity', 'gzipped'].map(takesGzip)).toEqual(Array(7).fill(false))
})
