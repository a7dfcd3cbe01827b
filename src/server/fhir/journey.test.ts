import type { AddressInfo } from 'node:net'
import { Client } from 'fhir-kit-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'
import { county } from '../../../test/house.ts'
import type { Resource } from '../../fhir/resource.ts'
import { createClient } from '../access/clients.ts'

type Bundle = Resource & {
  total?: number
  link: { relation: string; url: string }[]
  entry?: { resource: Resource; response?: { status: string; location?: string } }[]
}
const ids = (bundle: unknown) => ((bundle as Bundle).entry ?? []).map(({ resource }) => resource.id)
let at: FhirHttp
let client: Client
beforeAll(async () => {
  at = await fhirHttp()
  const address = await at.app.listen({ port: 0, host: '127.0.0.1' })
  expect(address).toContain(String((at.app.server.address() as AddressInfo).port))
  const made = await createClient(
    at.house.record.db,
    county,
    { name: 'kit', organization: 'qy-a', scopes: ['system/*.cruds'], sees: 'full', labels: 0, relations: false },
    at.house.clock(),
  )
  const answer = await fetch(`${address}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${made.client}:${made.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  const { access_token } = (await answer.json()) as { access_token: string }
  client = new Client({ baseUrl: `${address}/fhir`, bearerToken: access_token })
})
afterAll(() => at.close())

/** What an independent client is refused with. */
const refused = async (work: Promise<unknown>) => {
  const { response } = (await work.then(
    () => ({}),
    (error: unknown) => error,
  )) as { response?: { status?: number; data?: Resource } }
  return [response?.status, response?.data?.resourceType]
}

it('another vendor’s client walks through all verbs', async () => {
  const patient = await client.create({
    resourceType: 'Patient',
    body: { resourceType: 'Patient', name: [{ text: '张三' }], active: true },
  })
  expect(patient).toMatchObject({ resourceType: 'Patient', meta: { versionId: '1' } })
  const id = String(patient.id)
  expect(await client.read({ resourceType: 'Patient', id })).toEqual(patient)

  const second = await client.update({ resourceType: 'Patient', id, body: { ...patient, gender: 'male' } as never })
  expect(second).toMatchObject({ gender: 'male', meta: { versionId: '2' } })
  const third = await client.patch({ resourceType: 'Patient', id, jsonPatch: [{ op: 'replace', path: '/gender', value: 'female' }] })
  expect(third).toMatchObject({ gender: 'female', meta: { versionId: '3' } })
  expect(await client.vread({ resourceType: 'Patient', id, version: '2' })).toEqual(second)

  const subject = { reference: `Patient/${id}` }
  const code = { coding: [{ system: 'http://loinc.org', code: '8480-6' }] }
  const own = { resourceType: 'Observation', id: 'kit-o', status: 'final', code, subject }
  expect(await client.update({ resourceType: 'Observation', id: 'kit-o', body: own as never })).toMatchObject({ id: 'kit-o' })
  expect(
    await client.update({ resourceType: 'Observation', searchParams: { _id: 'kit-o' }, body: { ...own, status: 'amended' } as never }),
  ).toMatchObject({ id: 'kit-o', status: 'amended', meta: { versionId: '2' } })

  expect(ids(await client.resourceSearch({ resourceType: 'Patient', searchParams: { name: '张三' } }))).toEqual([id])
  expect(ids(await client.resourceSearch({ resourceType: 'Observation', searchParams: { 'subject:Patient.name': '张三' } }))).toEqual([
    'kit-o',
  ])
  expect(ids(await client.compartmentSearch({ resourceType: 'Observation', compartment: { resourceType: 'Patient', id } }))).toEqual([
    'kit-o',
  ])
  expect(ids(await client.systemSearch({ searchParams: { _type: 'Patient,Observation', _id: 'kit-o' } }))).toEqual(['kit-o'])

  const sent = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: 'urn:uuid:8b1f1c1e-7b0f-4d8e-9d0c-0c9f6a3e8a11',
        resource: { resourceType: 'Patient', name: [{ text: '李四' }] },
        request: { method: 'POST', url: 'Patient' },
      },
      {
        resource: {
          resourceType: 'Observation',
          status: 'final',
          code,
          subject: { reference: 'urn:uuid:8b1f1c1e-7b0f-4d8e-9d0c-0c9f6a3e8a11' },
        },
        request: { method: 'POST', url: 'Observation' },
      },
    ],
  }
  const done = (await client.transaction({ body: sent as never })) as unknown as Bundle
  expect(done.entry!.map(({ response }) => response!.status.slice(0, 3))).toEqual(['201', '201'])
  const batch = {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [{ request: { method: 'GET', url: `Patient/${id}` } }, { request: { method: 'GET', url: 'Patient/none' } }],
  }
  const answered = (await client.batch({ body: batch as never })) as unknown as Bundle
  expect(answered.entry!.map(({ response }) => response!.status.slice(0, 3))).toEqual(['200', '404'])

  const first = (await client.resourceSearch({ resourceType: 'Observation', searchParams: { _count: '1' } })) as unknown as Bundle
  const next = await client.nextPage({ bundle: first as never })
  expect(new Set([...ids(first), ...ids(next)]).size).toBe(2)

  const history = (await client.resourceHistory({ resourceType: 'Patient', id })) as unknown as Bundle
  expect(history.entry!.map(({ resource }) => (resource['meta'] as { versionId: string }).versionId)).toEqual(['3', '2', '1'])
  expect((await client.typeHistory({ resourceType: 'Observation' })).resourceType).toBe('Bundle')
  expect((await client.systemHistory()).resourceType).toBe('Bundle')

  expect(await refused(client.delete({ resourceType: 'Patient', id }))).toEqual([409, 'OperationOutcome'])
  await client.delete({ resourceType: 'Observation', id: 'kit-o' })
  await client.delete({ resourceType: 'Patient', id })
  expect(await refused(client.read({ resourceType: 'Patient', id }))).toEqual([410, 'OperationOutcome'])
  expect(await refused(client.read({ resourceType: 'Patient', id: 'none' }))).toEqual([404, 'OperationOutcome'])
})
