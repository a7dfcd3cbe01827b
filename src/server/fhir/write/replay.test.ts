import { hash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Caller } from '../caller.ts'
import type { Intent } from './intent.ts'
import { replayKey } from './replay.ts'

const caller = { actor: { login: 'his' } } as Caller
const digest = (...intents: Intent[]) => replayKey(caller, intents, 'key').operation
const sha = (text: string) => `fhir:${hash('sha256', text)}`

it('a digest holds only what was asked: members that later versions know of do not change that of an earlier request', () => {
  const text = '{"resourceType":"Patient"}'
  expect(digest({ method: 'create', type: 'Patient', text })).toBe(
    sha('[{"method":"create","type":"Patient","text":"{\\"resourceType\\":\\"Patient\\"}"}]'),
  )
  expect(digest({ method: 'delete', type: 'Patient', id: 'a', ifMatch: [3], condition: undefined })).toBe(
    sha('[{"method":"delete","type":"Patient","id":"a","ifMatch":[3]}]'),
  )
})

it('whatever is asked otherwise has another digest', () => {
  const whole: Intent = {
    ...{ method: 'update', type: 'Patient', id: 'a', text: '{}', condition: [['name', 'x']] },
    ...{ ifMatch: [1], ifNoneMatch: '*', fullUrl: 'urn:x' },
  }
  const without = Object.keys(whole).map((name) => ({ ...whole, [name]: undefined }))
  expect(new Set([whole, ...without].map((one) => digest(one))).size).toBe(without.length + 1)
})
