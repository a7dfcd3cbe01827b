import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capabilities } from '../../src/capabilities/index.ts'
import { validate } from '../../src/fhir/validate/validate.ts'
import type { CaseState } from '../../src/kernel/grammar/operation.ts'
import { valuesOf } from './arbitrary.ts'

type Any = CaseState & Record<string, unknown>
const without = ({ ...value }: Any, ...names: string[]): Any => {
  for (const name of names) delete value[name]
  return value
}
const sorted = (value: Any, ...names: string[]): Any => {
  const present = names.filter((name) => value[name] !== undefined)
  const times = present.map((name) => value[name] as string).sort()
  return { ...value, ...Object.fromEntries(present.map((name, i) => [name, times[i]])) }
}
const distinct = (values: readonly Any[], key: string): Any[] => [...new Map(values.map((value) => [value[key], value])).values()]
const empty = (value: unknown) => typeof value === 'object' && value !== null && !Object.keys(value).length

/** What a shape allows and no operation makes: values are brought to the form in which the operations leave them. */
const made: Readonly<Record<string, (value: Any) => Any>> = {
  // the binding to a person lies in its own table; only the dead have died
  resident: (r) => without(r, 'person', ...(r.state === 'deceased' ? [] : ['diedOn'])),
  // a visit ends after it began; no measurement is no element
  visit: (v) => sorted(empty(v['vitalSigns']) ? without(v, 'vitalSigns') : v, 'registeredAt', 'startedAt', 'endedAt'),
  // a type is a code of one of two tables
  organization: (o) => ({ ...sorted(o, 'from', 'to'), ...(o['type'] === undefined ? {} : { type: 'A100' }) }),
  // posts stand at the places of their numbers
  practitioner: (p) => ({ ...p, posts: (p['posts'] as Any[]).map((post) => without(sorted(post, 'from', 'to'), 'number')) }),
  // the leader is a member
  team: (t) => ({
    ...sorted(t, 'from', 'to'),
    leader: (t['members'] as Any[])[0]!.id,
    members: distinct(t['members'] as Any[], 'id'),
    villages: distinct(t['villages'] as Any[], 'code'),
  }),
  // duties are done in shifts that exist
  roster: (r) => {
    const shifts = distinct(r['shifts'] as Any[], 'code')
    return { ...r, shifts, entries: (r['entries'] as Any[]).map((entry) => ({ ...entry, shift: shifts[0]!['code'] })) }
  },
}
const workflows = capabilities.flatMap((c) => c.workflows.map((w) => [w.kind.name, w] as const))

describe.each(workflows)('%s ↔ FHIR', (name, { kind }) => {
  const cases = valuesOf(kind.shape).map((value) => (made[name] ?? ((same: Any) => same))(value as Any))
  const to = (value: Any) => kind.toFhir(value as never)

  it('is valid R4 for every case', () => {
    fc.assert(
      fc.property(cases, (value) => {
        const served = to(value).filter((r) => /^[A-Z]/.test(r.resourceType)) // house types are not FHIR and not served
        expect(served.flatMap((r) => validate(r).filter((i) => i.severity === 'error'))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('comes back as it went, through JSON and from documents in any order but the first', () => {
    fc.assert(
      fc.property(cases, (value) => {
        const [main, ...others] = JSON.parse(JSON.stringify(to(value))) as ReturnType<typeof to>
        expect(kind.fromFhir([main!, ...others])).toEqual(value)
        expect(kind.fromFhir([main!, ...others.reverse()])).toEqual(value)
      }),
      { numRuns: 200 },
    )
  })

  it('writes only documents of its own, the guarding one first', () => {
    fc.assert(
      fc.property(cases, (value) => {
        const keys = kind.documents(value.id).map((k) => `${k.type}/${k.id}`)
        const written = to(value).map((r) => `${r.resourceType}/${r.id}`)
        expect(written[0]).toBe(keys[0])
        expect(written.filter((key) => !keys.includes(key))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})
