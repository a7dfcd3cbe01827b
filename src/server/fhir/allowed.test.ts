import { expect, it } from 'vitest'
import { machine } from '../../../test/fhir-door.ts'
import { asked } from '../../../test/searching.ts'
import { allowed } from './allowed.ts'
import type { Caller } from './caller.ts'

const only = (...types: string[]): Caller => ({ ...machine(), may: (_, type) => types.includes(type) })

it.each([
  ['Patient?organization:below=o1', ['Patient'], 'Organization'],
  ['Patient?organization.name=x', ['Patient'], 'Organization'],
  ['Patient?_has:Observation:patient:code=x', ['Patient'], 'Observation'],
  ['Observation?patient.organization:below=o1', ['Observation', 'Patient'], 'Organization'],
  ['Patient?name=x', ['Observation'], 'Patient'],
] as const)('%s asks what stands in a type that must be open too', (url, types, missing) => {
  expect(() => allowed(only(...types), asked(url))).toThrow(`You may not search resources of type ${missing}`)
  expect(allowed(only(...types, missing), asked(url)).type).toBe(url.split('?')[0])
})

it('a search for several types is for those that are open', () => {
  const query = asked('?_type=Observation,Condition&patient.name=x')
  expect(allowed(only('Observation', 'Patient'), query).types).toEqual(['Observation'])
  expect(() => allowed(only('Observation'), query)).toThrow('type Patient')
})
