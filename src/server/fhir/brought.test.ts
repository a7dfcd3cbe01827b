import { afterAll, beforeAll, expect, it } from 'vitest'
import { fhirMachines, type MachineCall, type Machines } from '../../../test/fhir-machines.ts'
import { csv, folder, line } from '../../../test/files.ts'
import { county } from '../../../test/house.ts'
import { importFile } from '../../adapters/files/import.ts'
import { visits as kind } from '../../adapters/files/kinds/visits.ts'
import { makeIdCard } from '../../fhir/china/id-card.ts'

let at: Machines
let all: MachineCall
let own: MachineCall
beforeAll(async () => {
  at = await fhirMachines()
  all = await at.machine(['system/*.cruds'], { organization: 'qy-b' })
  own = await at.machine(['system/*.cruds'], { relations: true })
})
afterAll(() => at.close())

const observation = (patient: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: '脉搏' },
  subject: { reference: `Patient/${patient}` },
})

it('a machine kept to its own patients reads those it brought and what is said of them, and nobody else', async () => {
  const brought = await own('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: '张三' }] })
  const other = await all('PUT', '/fhir/Patient/stranger', { resourceType: 'Patient', id: 'stranger', name: [{ text: '李四' }] })
  expect([brought.status, other.status]).toEqual([201, 201])
  const { id } = JSON.parse(brought.text) as { id: string }
  await all('POST', '/fhir/Observation', observation(id))
  expect((await own('GET', `/fhir/Patient/${id}`)).status).toBe(200)
  expect(JSON.parse((await own('GET', '/fhir/Observation?_total=accurate')).text)).toMatchObject({ total: 1 })
  await own('POST', '/fhir/Observation', observation('stranger')) // writing about a stranger opens nothing
  expect((await own('GET', '/fhir/Patient/stranger')).status).toBe(404)
  expect(JSON.parse((await own('GET', '/fhir/Observation?_total=accurate')).text)).toMatchObject({ total: 1 })
})

it('who brings a patient with a known ID number does not get to see what others know of the person', async () => {
  const identifier = [{ system: 'urn:oid:2.16.156.10011.1.3', value: makeIdCard('141099', '1956-03-08', 7) }]
  await all('PUT', '/fhir/Patient/known', { resourceType: 'Patient', id: 'known', identifier })
  await all('POST', '/fhir/Observation', observation('known'))
  const mine = await own('POST', '/fhir/Patient', { resourceType: 'Patient', identifier })
  expect(mine.status).toBe(201)
  const { id } = JSON.parse(mine.text) as { id: string }
  expect((await own('GET', `/fhir/Patient/${id}`)).status).toBe(200)
  expect((await own('GET', '/fhir/Patient/known')).status).toBe(404)
  expect((await own('GET', `/fhir/Patient/${id}/$everything`)).text).not.toContain('脉搏')
})

it('a machine kept to the residents of its organisation finds those that came by its files, as one person wherever he went, and nobody of other institutions', async () => {
  const files = folder()
  const [mine, theirs] = ['QY000002X', 'QY0000038']
  const rows = [
    line(1, { 机构代码: mine, 证件号码: makeIdCard('141099', '1960-01-01', 11) }),
    line(2, { 机构代码: theirs, 证件号码: makeIdCard('141099', '1960-01-01', 11) }),
    line(3, { 机构代码: theirs, 证件号码: makeIdCard('141099', '1970-01-01', 13) }),
  ]
  await importFile(files.file('visits.csv', csv(rows)), { record: at.house.record, county, kind, actor: 'tester' })
  files.remove()
  const found = async (call: MachineCall, url: string) => JSON.parse((await call('GET', url)).text) as { total: number }
  expect((await found(all, '/fhir/Encounter?_total=accurate')).total).toBe(3)
  expect((await found(own, '/fhir/Encounter?_total=accurate')).total).toBe(2)
  const there = await at.machine(['system/*.cruds'], { relations: true, organization: 'qy-b' })
  expect((await found(there, '/fhir/Encounter?_total=accurate')).total).toBe(3)
  expect((await found(there, `/fhir/Patient?_total=accurate&identifier=${makeIdCard('141099', '1970-01-01', 13)}`)).total).toBe(1)
})
