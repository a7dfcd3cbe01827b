import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allows, beyond, changes, rightsOf, scopeOf } from './scopes.ts'

const accesses = ['create', 'read', 'update', 'delete', 'search'] as const
const types = ['Patient', 'Observation', 'Encounter'] as const
const allowed = (scopes: readonly string[]) =>
  [...types, '*'].flatMap((type) => accesses.filter((a) => allows(rightsOf(scopes), a, type)).map((a) => `${type} ${a}`))
const scope = fc
  .tuple(fc.constantFrom('*', ...types), fc.constantFrom('r', 'rs', 'c', 'cu', 'cruds', 'd', 'read', 'write', '*'))
  .map(([type, access]) => `system/${type}.${access}`)

describe('a scope', () => {
  it('is a type and letters in their order, or the words of SMART version 1', () => {
    expect(['read', 'rs', 'write', 'cud', '*', 'cruds'].map((access) => scopeOf(`system/Patient.${access}`)?.rights)).toEqual([
      18, 18, 13, 13, 31, 31,
    ])
    expect(scopeOf('system/*.s')).toEqual({ type: '*', rights: 16 })
  })

  it('is refused in any other form', () => {
    const wrong = [
      '',
      'system',
      'system/Patient',
      'system/Patient.',
      'system/Patient.sr',
      'system/Patient.rr',
      'patient/Patient.rs',
      'user/*.rs',
    ]
    const more = [
      'system/Nothing.rs',
      'system/DomainResource.rs',
      'system/patient.rs',
      'system/Patient.rs?category=x',
      'system/Patient.rs\n',
      'openid',
    ]
    expect([...wrong, ...more].filter(scopeOf)).toEqual([])
  })
})

describe('scopes together', () => {
  it('allow what each allows, `*` for every type', () => {
    expect(allowed(['system/Patient.rs', 'system/Observation.c'])).toEqual(['Patient read', 'Patient search', 'Observation create'])
    expect(allowed(['system/*.d', 'system/Patient.r'])).toEqual([
      'Patient read',
      'Patient delete',
      'Observation delete',
      'Encounter delete',
      '* delete',
    ])
  })

  it('cover exactly what adds nothing to them', () => {
    fc.assert(
      fc.property(fc.array(scope, { maxLength: 4 }), scope, (held, asked) => {
        const adds = allowed([...held, asked]).length > allowed(held).length
        expect(beyond([asked], held)).toEqual(adds ? [asked] : [])
      }),
    )
  })

  it('never cover what is no scope', () => {
    expect(beyond(['openid', 'system/*.rs'], ['system/*.cruds'])).toEqual(['openid'])
  })

  it('are known to change something', () => {
    expect([['system/*.rs'], ['system/*.rs', 'system/Patient.u'], []].map(changes)).toEqual([false, true, false])
  })
})
