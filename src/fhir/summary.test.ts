import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { minified } from './document.ts'
import type { Resource } from './resource.ts'
import { summarized, withElements } from './summary.ts'
import { isResourceType } from './validate/schema.ts'
import { validate } from './validate/validate.ts'

const folder = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'))
const example = (name: string) => minified(readFileSync(join(folder, `${name}.json`), 'utf8'))
const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }
const namesOf = (text: string) => Object.keys(JSON.parse(text) as object)

test('the summary has the marked elements, of nested ones their marked elements, and says that it is a part', () => {
  const text =
    '{"resourceType":"Observation","id":"a","meta":{"tag":[]},"status":"final","code":{"text":"x"},"note":[{"text":"n"}],"_effectiveDateTime":{"id":"e"},"valueQuantity":{"value":1.00},"component":[{"code":{"text":"y"},"valueQuantity":{"value":2.50},"interpretation":[{"text":"high"}]}]}'
  expect(summarized(text, 'Observation', 'true')).toBe(
    `{"resourceType":"Observation","id":"a","meta":{"tag":[${JSON.stringify(subsetted)}]},"status":"final","code":{"text":"x"},"_effectiveDateTime":{"id":"e"},"valueQuantity":{"value":1.00},"component":[{"code":{"text":"y"},"valueQuantity":{"value":2.50}}]}`,
  )
})

test('text, data and elements keep what they name and what is mandatory', () => {
  const text =
    '{"resourceType":"Observation","id":"a","text":{"status":"empty","div":"<div/>"},"status":"final","code":{"text":"x"},"valueString":"v"}'
  expect(namesOf(summarized(text, 'Observation', 'text'))).toEqual(['resourceType', 'id', 'meta', 'text', 'status', 'code'])
  expect(namesOf(summarized(text, 'Observation', 'data'))).toEqual(['resourceType', 'id', 'meta', 'status', 'code', 'valueString'])
  expect(namesOf(withElements(text, 'Observation', ['value']))).toEqual(['resourceType', 'id', 'meta', 'status', 'code', 'valueString'])
  expect(JSON.parse(withElements(text, 'Observation', ['value'])).meta).toEqual({ tag: [subsetted] })
})

test('a part of any official example is valid but for invariants, and has no member that the whole has not', () => {
  const files = readdirSync(folder).filter((name) => /^[A-Z]\w+-.*\.json$/.test(name))
  const one = new Map(files.map((name) => [name.split('-')[0]!, name]))
  let seen = 0
  for (const [type, name] of one) {
    if (!isResourceType(type) || type === 'Bundle' || type === 'Parameters') continue
    const text = example(name.replace(/\.json$/, ''))
    const whole = JSON.parse(text) as Resource
    if (validate(whole).some(({ severity }) => severity === 'error')) continue
    for (const part of [summarized(text, type, 'true'), summarized(text, type, 'text'), withElements(text, type, ['code'])]) {
      const { meta, ...rest } = JSON.parse(part) as Resource & { meta: { tag: unknown[] } }
      expect(meta.tag).toContainEqual(subsetted)
      for (const name of Object.keys(rest)) expect(whole).toHaveProperty([name])
      const faults = validate({ ...rest, meta }).filter(({ severity, code }) => severity === 'error' && code !== 'invariant')
      expect(faults, name).toEqual([])
    }
    seen++
  }
  expect(seen).toBeGreaterThan(100)
})
