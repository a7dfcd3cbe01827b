import fc from 'fast-check'
import { expect, test } from 'vitest'
import { officialParameters } from './parameters.ts'
import { parseSearch } from './parse.ts'
import type { Criterion } from './query.ts'

const parse = (type: string | undefined, ...pairs: [string, string][]) =>
  parseSearch({ type, pairs, parameters: officialParameters, base: 'https://door/fhir' })
const read = (type: string, name: string, value: string) => {
  const { query, faults } = parse(type, [name, value])
  expect(faults).toEqual([])
  return query.criteria[0]!
}
const fault = (type: string | undefined, name: string, value: string) => {
  const { query, faults } = parse(type, [name, value])
  expect(query.criteria).toEqual([])
  expect(query.understood).toEqual([])
  const [{ severity, code, diagnostics } = {}] = faults
  return [severity, code, diagnostics].join(': ')
}

/** A criterion as one line. */
const line = (criterion: Criterion): string => {
  if (criterion.kind === 'value') {
    const values = criterion.operands.map(({ prefix, text, fields, parts }) =>
      parts ? parts.map((part) => part.prefix + part.text).join(' & ') : `${prefix}${text}${fields ? JSON.stringify(fields) : ''}`,
    )
    return [criterion.param.code, criterion.modifier ?? criterion.target, values.join(' or ')].filter(Boolean).join(' ')
  }
  if (criterion.kind === 'missing') return `${criterion.param.code} ${criterion.missing ? 'missing' : 'there'}`
  if (criterion.kind === 'chain')
    return `${criterion.param.code}[${criterion.of.map(({ type, criterion }) => `${type}: ${line(criterion)}`).join(', ')}]`
  if (criterion.kind === 'each') return criterion.of.map(({ type, criterion }) => `${type}: ${line(criterion)}`).join(', ')
  return criterion.kind === 'has'
    ? `${criterion.type} by ${criterion.param.code} (${line(criterion.criterion)})`
    : `in ${criterion.compartment}/${criterion.id}`
}

test('values: alternatives, escapes, prefixes, composites', () => {
  expect(line(read('Patient', 'name', 'a,b\\,c'))).toBe('name eqa or eqb,c')
  expect(line(read('Patient', 'identifier', 'x\\|y|z\\$\\\\'))).toBe('identifier eqx|y|z$\\["x|y","z$\\\\"]')
  expect(line(read('Patient', 'birthdate', 'ge1990,lt1980-02'))).toBe('birthdate ge1990 or lt1980-02')
  expect(line(read('Patient', 'name', 'ge1990'))).toBe('name eqge1990')
  expect(line(read('Observation', 'code-value-quantity', 'http://loinc.org|1$gt5.4||mg'))).toBe(
    'code-value-quantity eqhttp://loinc.org|1 & gt5.4||mg',
  )
  expect(line(read('Observation', 'subject', 'https://door/fhir/Patient/1'))).toBe('subject eqPatient/1')
  expect(line(read('Patient', 'active:missing', 'true'))).toBe('active missing')
  expect(line(read('Patient', 'identifier:of-type', 'http://x|MR|1'))).toBe('identifier of-type eqhttp://x|MR|1')
})

test('chains and _has, several links deep', () => {
  expect(line(read('Observation', 'subject:Patient', '1'))).toBe('subject Patient eq1')
  expect(line(read('Observation', 'patient.name:exact', '张三'))).toBe('patient[Patient: name exact eq张三]')
  expect(line(read('Observation', 'subject:Patient.general-practitioner:Organization.partof.name', 'x'))).toBe(
    'subject[Patient: general-practitioner[Organization: partof[Organization: name eqx]]]',
  )
  expect(line(read('Encounter', 'subject.birthdate', '1990'))).toBe('subject[Patient: birthdate eq1990]')
  expect(line(read('Patient', '_has:Observation:patient:code', 'a'))).toBe('Observation by patient (code eqa)')
  expect(line(read('Patient', '_has:Observation:patient:_has:AuditEvent:entity:agent', 'Device/1'))).toBe(
    'Observation by patient (AuditEvent by entity (agent eqDevice/1))',
  )
  expect(line(read('Patient', 'organization._has:Location:organization:name', 'x'))).toBe(
    'organization[Organization: Location by organization (name eqx)]',
  )
  expect(line(read('Patient', '_list', '42'))).toBe('List by item (_id eq42)')
})

test('a fault says which parameter, which value and what is allowed; unknown names are warnings', () => {
  expect(fault('Patient', 'birthdat', 'x')).toBe(
    'warning: not-supported: Patient has no search parameter "birthdat". Did you mean "birthdate"?',
  )
  expect(fault('Patient', 'birthdate', 'yesterday')).toMatch(/^error: invalid: "birthdate": the value "yesterday" must be a date: YYYY/)
  expect(fault('Patient', 'birthdate', '2023-02-29')).toMatch(/must be a date/)
  expect(fault('Patient', 'gender:exact', 'x')).toMatch(
    /^error: invalid: ":exact" cannot be used with "gender", a token; allowed are :missing, :text/,
  )
  expect(fault('Patient', 'active:missing', 'yes')).toBe('error: invalid: "active:missing" must be true or false, not "yes".')
  expect(fault('Observation', 'value-quantity', '1e9999')).toMatch(/must be a number/)
  expect(fault('Observation', 'value-quantity', '1e999')).toMatch(/must be a number/)
  expect(fault('Observation', 'code-value-quantity', 'a')).toMatch(/must have 2 parts, code\$value-quantity/)
  expect(fault('Observation', 'code-value-quantity', 'a$b')).toMatch(/must be a number.*\(part value-quantity\)/)
  expect(fault('Observation', 'patient', 'a/b')).toMatch(/must be an id, Type\/id or an absolute address/)
  expect(fault('Observation', 'patient:Practitioner', '1')).toBe('error: invalid: "patient" never points at Practitioner, only at Patient.')
  expect(fault('Observation', 'subject:Patien.name', 'x')).toBe('error: invalid: "Patien" is no resource type. Did you mean "Patient"?')
  expect(fault('Observation', 'patient.nam', 'x')).toBe(
    'warning: not-supported: Patient has no search parameter "nam" (in "patient.nam"). Did you mean "name"?',
  )
  expect(fault('Observation', 'code.name', 'x')).toMatch(/"code" is a token, not a reference/)
  expect(fault('Patient', '_has:Observation:code:code', 'x')).toMatch(/is no reference but a token/)
  expect(fault('Patient', '_has:Location:organization:name', 'x')).toMatch(/never points at Patient/)
  expect(fault('Patient', '_has:Observation', 'x')).toMatch(/must be written _has:Type:reference-parameter:parameter/)
  expect(fault('Organization', 'partof.partof.partof.partof.partof.partof.name', 'x')).toMatch(
    /^error: too-costly: .*more than 5 links deep/,
  )
  expect(fault('Patient', '_id', '\0')).toMatch(/holds a character that no text can hold/)
  expect(fault('Patient', '_id', '\ud800')).toMatch(/holds a character that no text can hold/)
  expect(fault('Patient', 'name', 'x'.repeat(2001))).toMatch(/is longer than 2000 characters/)
  expect(fault('Patient', 'name', 'x,'.repeat(1001))).toMatch(/^error: too-costly: .*1001 alternatives; at most 1000/)
  expect(fault('Patient', 'name', ',')).toBe('warning: informational: "name" has no value.')
  expect(fault('Patient', '_filter', 'x')).toBe('error: not-supported: "_filter" is not supported.')
  expect(fault('Patient', '_query', 'x')).toBe('error: not-supported: "_query" is not supported.')
  expect(fault('Location', 'near', '1|2|3|kg')).toMatch(/must be written latitude\|longitude/)
  expect(fault(undefined, 'name', 'x')).toMatch(/^warning: not-supported: A search over all types has no search parameter "name"/)
})

test('what says how to answer', () => {
  const { query, faults } = parse(
    'Observation',
    ['_sort', '-date,_id'],
    ['_count', '20'],
    ['_include', 'Observation:patient'],
    ['_include:iterate', 'Patient:link:RelatedPerson'],
    ['_revinclude', 'Provenance:target'],
    ['_include:iterate', '*'],
    ['_total', 'accurate'],
    ['_summary', 'data'],
    ['_elements', 'code,subject'],
    ['_contained', 'false'],
    ['_cursor', 'abc'],
    ['_format', 'xml'],
  )
  expect(faults).toEqual([])
  expect(query.sort.map(({ param, descending }) => [param.code, descending])).toEqual([
    ['date', true],
    ['_id', false],
  ])
  const flat = (found: (typeof query.include)[number]) => [
    found.type,
    found.param === '*' ? '*' : found.param.code,
    found.target,
    found.iterate,
  ]
  expect(query.include.map(flat)).toEqual([
    ['Observation', 'patient', undefined, false],
    ['Patient', 'link', 'RelatedPerson', true],
    ['*', '*', undefined, true],
  ])
  expect(query.revinclude.map(flat)).toEqual([['Provenance', 'target', undefined, false]])
  expect(query).toMatchObject({ count: 20, total: 'accurate', summary: 'data', elements: ['code', 'subject'], cursor: 'abc' })
  expect(parse('Patient', ['_count', '0']).query).toMatchObject({ count: 0, summary: 'count' })
  expect(parse(undefined, ['_type', 'Patient,Observation']).query).toMatchObject({ type: undefined, types: ['Patient', 'Observation'] })
  expect(parse(undefined, ['name', 'x'], ['_type', 'Patient']).query).toMatchObject({ type: 'Patient', criteria: [{ kind: 'value' }] })
  const inside = parseSearch({ type: 'Observation', compartment: { type: 'Patient', id: '1' }, pairs: [], parameters: officialParameters })
    .query.criteria
  expect(inside).toMatchObject([
    { kind: 'compartment', compartment: 'Patient', id: '1', params: [{ code: 'subject' }, { code: 'performer' }] },
  ])
})

test.each([
  ['_count', '-1'],
  ['_count', 'many'],
  ['_sort', 'nam'],
  ['_sort', '_text'],
  ['_include', 'Patient'],
  ['_include', 'Observation:patient'],
  ['_include', 'Patient:name'],
  ['_include', 'Patient:link:Group'],
  ['_include:foo', 'Patient:link'],
  ['_revinclude', 'Observatio:patient'],
  ['_total', 'some'],
  ['_summary', 'yes'],
  ['_elements', 'a b'],
  ['_contained', 'true'],
  ['_type', 'Observation'],
  ['_type', 'Patien'],
])('%s=%s is refused', (name, value) => {
  const { faults, query } = parse('Patient', [name, value])
  expect(faults).toHaveLength(1)
  expect(query.understood).toEqual([])
})

test('what may be given once is refused the second time', () => {
  expect(parse('Patient', ['_count', '1'], ['_count', '2']).faults.map(({ diagnostics }) => diagnostics)).toEqual([
    '"_count" is given twice.',
  ])
})

const PIECES = [
  '_has:',
  'Observation',
  ':',
  'patient',
  '.',
  'subject',
  'target',
  'Patient',
  'name',
  '_include',
  '*',
  ',',
  '$',
  '|',
  '\\',
  'ge',
  '1e3',
  '2024',
  '-',
  '张',
  '\0',
  '\ud800',
  ' ',
  '_sort',
  ':missing',
  'true',
  '_list',
]
const hostile = fc.oneof(fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 40 }))

test('whatever is written is read or refused, and never thrown at', () => {
  const type = fc.constantFrom('Patient', 'Observation', 'Provenance', 'List', 'Bundle', undefined)
  fc.assert(
    fc.property(type, fc.array(fc.tuple(hostile, hostile), { maxLength: 4 }), (of, pairs) => {
      const { query, faults } = parse(of, ...pairs)
      expect(query.understood.length + faults.length).toBe(pairs.length)
    }),
    { numRuns: 3_000 },
  )
})

test('hostile searches cost little', () => {
  const began = performance.now()
  const deep = Array.from({ length: 5 }, () => 'target').join('.')
  parse('Provenance', [deep, 'x'], ['target.target.target.target._id', 'x'], ['entity.target.item.subject._id', 'x'])
  parse(
    'Patient',
    ['_has:Provenance:target:'.repeat(5_000), 'x'],
    ['a.'.repeat(50_000), 'x'],
    ['name', '\\'.repeat(100_000)],
    ['name', ','.repeat(200_000)],
  )
  parse(
    'Observation',
    ['value-quantity', '9'.repeat(100_000)],
    ['date', '2'.repeat(100_000)],
    ['code', '|'.repeat(100_000)],
    ['x'.repeat(1e6), 'x'.repeat(1e6)],
  )
  parse('Patient', ...Array.from({ length: 5_000 }, (): [string, string] => ['naem', 'x']))
  expect(performance.now() - began).toBeLessThan(3_000)
})
