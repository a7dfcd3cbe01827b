import { afterAll, beforeAll, expect, it } from 'vitest'
import { plan, writing } from '../../../../test/documents.ts'
import { type FhirHttp, fhirHttp } from '../../../../test/fhir-http.ts'
import { capabilities } from '../../../capabilities/index.ts'
import { ensureConformance } from '../terminology/conformance.ts'
import { changedBy } from './owners.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
})
afterAll(() => at.close())

it('names routes that are there, and none where there are none', () => {
  const kinds = capabilities.flatMap(({ workflows }) => workflows.map(({ kind }) => kind.name))
  const told = kinds.map((kind) => ({ kind, verbs: /operation being (.+)\.$/.exec(changedBy(kind))?.[1]?.split(', ') ?? [] }))
  expect(told.find(({ kind }) => kind === 'visit')?.verbs).toContain('close')
  for (const { kind, verbs } of told)
    for (const verb of verbs) expect(at.app.hasRoute({ method: 'POST', url: `/api/${kind}/:id/${verb}` }), `${kind}.${verb}`).toBe(true)
  for (const owner of ['population', 'death', 'nobody']) expect(changedBy(owner)).toMatch(/imported/)
})

it('sends nobody to a route for what is published with the program', async () => {
  await ensureConformance(at.house.record, { id: 141099 }, at.house.clock())
  const found = await at.call('GET', '/fhir/CodeSystem/countywide-sex')
  const changed = { ...found.json, title: 'x' }
  for (const [method, body] of [
    ['PUT', changed],
    ['DELETE', undefined],
  ] as const) {
    const { status, said } = await at.call(method, '/fhir/CodeSystem/countywide-sex', body)
    expect([status, said]).toEqual([409, expect.stringMatching(/^CodeSystem\/countywide-sex is published with the program/)])
    expect(said).not.toContain('/api/')
  }
})

it('keeps the ids of what a later version may publish: nobody takes one, but what stands under one may be changed and removed', async () => {
  const mine = (id: string) => ({ resourceType: 'CodeSystem', id, url: `urn:${id}`, status: 'active', content: 'complete' })
  const put = async (id: string, body: object = mine(id)) => {
    const { status, said } = await at.call('PUT', `/fhir/${(body as { resourceType: string }).resourceType}/${id}`, body)
    return [status, said]
  }
  const refused = [409, expect.stringMatching(/^CodeSystem\/countywide-mine .*countywide-/)]
  expect(await put('countywide-mine')).toEqual(refused)
  const entry = [{ resource: mine('countywide-mine'), request: { method: 'PUT', url: 'CodeSystem/countywide-mine' } }]
  const { status, said } = await at.call('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry })
  expect([status, said]).toEqual(refused)
  expect(await put('mine')).toEqual([201, ''])
  expect(await put('countywide-basic', { resourceType: 'Basic', id: 'countywide-basic', code: { text: 'x' } })).toEqual([201, ''])
  const older = { ...mine('countywide-older'), title: 'from before' }
  await at.house.record.write(plan([writing(older)]))
  expect(await put('countywide-older', { ...older, title: 'x' })).toEqual([200, ''])
  expect((await at.call('DELETE', '/fhir/CodeSystem/countywide-older')).status).toBe(204)
  expect((await put('countywide-older', older))[0]).toBe(409)
})
