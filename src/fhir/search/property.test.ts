import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SearchParameter } from '../search-parameters.ts'
import { admits } from './fixtures/admits.ts'
import { RESOURCES, VALUES } from './fixtures/arbitrary.ts'
import { kindOf } from './kinds/index.ts'
import { matcher } from './match.ts'
import { officialParameters } from './parameters.ts'
import { parseSearch } from './parse.ts'
import type { Criterion } from './query.ts'
import { sieveOf } from './sieve.ts'
import { isExact } from './sieves.ts'

const valuesOf = ({ type, parts = [] }: SearchParameter): fc.Arbitrary<string> =>
  type === 'composite'
    ? fc.tuple(...parts.map((part) => VALUES[part.type]!)).map((values) => values.join('$'))
    : (VALUES[type] ?? fc.constant('x'))

const criteria = (type: string): fc.Arbitrary<Criterion> => {
  const params = officialParameters.of(type).filter((param) => kindOf(param))
  return fc
    .constantFrom(...params)
    .chain((param) => {
      const modifiers = [
        '',
        '',
        '',
        ...kindOf(param)!.modifiers.map((modifier) => `:${modifier}`),
        ...(param.type === 'reference' ? [':Patient'] : []),
      ]
      const value = fc.array(valuesOf(param), { minLength: 1, maxLength: 3 }).map((values) => values.join(','))
      const plain = fc.tuple(fc.constantFrom(...modifiers), value)
      return fc
        .oneof(
          { weight: 8, arbitrary: plain },
          { weight: 1, arbitrary: fc.constantFrom([':missing', 'true'] as const, [':missing', 'false'] as const) },
        )
        .map(
          ([suffix, text]) => parseSearch({ type, pairs: [[param.code + suffix, text]], parameters: officialParameters }).query.criteria[0],
        )
    })
    .filter((criterion) => criterion !== undefined)
}

test.each(Object.keys(RESOURCES))(
  '%s: the index lets through all that matches, and nothing else where it says that it is exact',
  (type) => {
    let [met, exact] = [0, 0]
    fc.assert(
      fc.property(RESOURCES[type]!, criteria(type), (resource, criterion) => {
        const [matches, sieve] = [matcher(type, criterion)(resource), sieveOf(type, criterion)]
        if (matches) met++
        if (isExact(sieve)) exact++
        if (matches || isExact(sieve)) expect(admits(sieve, resource)).toBe(matches)
      }),
      { numRuns: 1_000 },
    )
    expect(met).toBeGreaterThan(50)
    expect(exact).toBeGreaterThan(50)
  },
)

test('a compartment is what its parameters point at, in the index as in the document', () => {
  const criterion: Criterion = { kind: 'compartment', compartment: 'Patient', id: '1', params: [] }
  const belongs = (text: unknown) => text === 'Patient/1' || text === 'Patient/1/_history/2'
  fc.assert(
    fc.property(RESOURCES['Observation']!, (resource) => {
      const { reference } = (resource['subject'] ?? {}) as { reference?: string }
      expect(matcher('Observation', criterion)(resource)).toBe(belongs(reference))
      expect(admits(sieveOf('Observation', criterion), resource)).toBe(belongs(reference))
    }),
  )
})

const one = (type: string, name: string, value: string) =>
  matcher(type, parseSearch({ type, pairs: [[name, value]], parameters: officialParameters }).query.criteria[0]!)

test('against plain readings: gender, a date by its day, a name by its beginning', () => {
  type Known = { gender?: string; birthDate?: string; name?: { text?: string; family?: string; given?: string[] }[] }
  fc.assert(
    fc.property(RESOURCES['Patient']!, fc.constantFrom('male', 'female'), (resource, gender) => {
      const known = resource as Known
      expect(one('Patient', 'gender', gender)(resource)).toBe(known.gender === gender)
      expect(one('Patient', 'gender:not', gender)(resource)).toBe(known.gender !== gender)
      expect(one('Patient', 'birthdate', '2024-02-29')(resource)).toBe(/^2024-02-29(T23:59)?$/.test(known.birthDate ?? ''))
      expect(one('Patient', 'birthdate', 'lt2024')(resource)).toBe(known.birthDate === '1990-05-05')
      const texts = (known.name ?? []).flatMap(({ text, family, given = [] }) => [text, family, ...given])
      expect(one('Patient', 'name:exact', '张三')(resource)).toBe(texts.includes('张三'))
      expect(one('Patient', 'family', 'muller')(resource)).toBe((known.name ?? []).some(({ family }) => /^m[uü]ller$/i.test(family ?? '')))
    }),
    { numRuns: 500 },
  )
})
