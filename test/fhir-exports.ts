import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { FhirHttp } from './fhir-http.ts'

/** Asks for the answer later, as Bulk Data Access wants it. */
export const async = { prefer: 'respond-async', accept: 'application/fhir+json' }
/** The path of an address that the door told. */
export const path = (address = '') => new URL(address).pathname

const entry = Array.from({ length: 30 }, (_, i) => [
  { request: { method: 'PUT', url: `Patient/p${i}` }, resource: { resourceType: 'Patient', id: `p${i}`, name: [{ text: '王小明' }] } },
  {
    request: { method: 'PUT', url: `Observation/o${i}` },
    resource: {
      resourceType: 'Observation',
      id: `o${i}`,
      status: 'final',
      code: { text: '体重' },
      subject: { reference: `Patient/p${i}` },
    },
  },
]).flat()
/** A transaction of thirty patients, each with a weight. */
export const thirtyWeighed = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }).replaceAll(
  '"体重"}',
  '"体重"},"valueQuantity":{"value":61.50}',
)

type File = { type: string; url: string; count: number }
export type Done = { transactionTime: string; output: File[]; error: File[] }
/** Asks for an export, follows it to its end and fetches its files, as lines by type. */
export async function fetched(at: FhirHttp, url: string, cookie?: string, prefer = async.prefer) {
  const headers = { ...async, prefer, ...(cookie ? { cookie } : {}) }
  const asked = await at.call('GET', url, undefined, headers)
  expect([asked.status, asked.said]).toEqual([202, ''])
  for (;;) {
    const status = await at.call('GET', path(asked.headers['content-location']), undefined, headers)
    if (status.status === 202) await sleep(20)
    else {
      expect([status.status, status.said]).toEqual([200, ''])
      const { output, error } = status.json as unknown as Done
      const lines = new Map<string, string[]>()
      for (const { type, url, count } of output) {
        const file = await at.call('GET', path(url), undefined, headers)
        expect(file.headers['content-type']).toContain('application/fhir+ndjson')
        lines.set(type, file.text.trim().split('\n'))
        expect(lines.get(type)!.length).toBe(count)
      }
      const told = await Promise.all(error.map(async ({ url }) => (await at.call('GET', path(url), undefined, headers)).text))
      return { lines, location: path(asked.headers['content-location']), told }
    }
  }
}
