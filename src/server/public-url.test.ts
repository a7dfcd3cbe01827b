import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../test/fhir-http.ts'
import { readConfig } from './config.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp(() => ({ origin: 'https://fhir.example' }))
})
afterAll(() => at.close())

it('is what links, locations and the addresses of OAuth begin with, however the request came', async () => {
  const headers = { host: '10.0.0.7:8080', 'x-forwarded-host': 'elsewhere.example' }
  const made = await at.call('POST', '/fhir/Patient', { resourceType: 'Patient' }, headers)
  expect(made.headers['location']).toMatch(/^https:\/\/fhir\.example\/fhir\/Patient\/[^/]+\/_history\/1$/)
  const found = await at.call('GET', '/fhir/Patient', undefined, headers)
  expect(found.json['link']).toEqual([{ relation: 'self', url: 'https://fhir.example/fhir/Patient' }])
  expect(found.text).toContain('"fullUrl":"https://fhir.example/fhir/Patient/')
  const smart = await at.call('GET', '/fhir/.well-known/smart-configuration', undefined, headers)
  expect(smart.json['token_endpoint']).toBe('https://fhir.example/oauth/token')
})

it('is a scheme, a host and a port, and nothing else', () => {
  const read = (PUBLIC_URL: string) => readConfig({}, { PUBLIC_URL }).service?.publicUrl
  expect(['https://fhir.example/', 'http://10.0.0.7:8443', ''].map(read)).toEqual([
    'https://fhir.example',
    'http://10.0.0.7:8443',
    undefined,
  ])
  for (const wrong of [
    'fhir.example',
    'ftp://fhir.example',
    'https://fhir.example/fhir',
    'https://a:b@fhir.example',
    'https://fhir.example?x=1',
  ])
    expect(() => read(wrong)).toThrow('PUBLIC_URL')
})
