import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choose, questionOf } from './question.ts'

const indicator = { units: ['organization', 'township', 'county'], variants: [{ name: 'inpatient', text: ['住院', 'Inpatient'] }] } as const
const of = (search: string) => questionOf(new URLSearchParams(search), indicator, '2026-10')

test('an address without words asks for months of institutions until the newest', () => {
  expect(of('')).toEqual({
    grain: 'month',
    unit: 'organization',
    from: '2025-10',
    to: '2026-10',
    variant: undefined,
    structure: 'period',
    kind: undefined,
    view: 'trend',
    at: '2026-10',
    picks: undefined,
    cell: undefined,
    against: 'lastYear',
  })
})
test('every choice stands in the address', () => {
  expect(
    of(
      'grain=quarter&unit=county&from=2024-01&to=2026-06&variant=inpatient&structure=today&view=ranking&at=2026-Q1&pick=a,b&cell=a~2026-Q1',
    ),
  ).toMatchObject({
    grain: 'quarter',
    unit: 'county',
    from: '2024-01',
    variant: 'inpatient',
    structure: 'today',
    view: 'ranking',
    at: '2026-Q1',
    picks: ['a', 'b'],
    cell: { unit: 'a', period: '2026-Q1' },
  })
})
test('a map is of townships; an indicator without them has none', () => {
  expect(of('view=map&unit=organization')).toMatchObject({ view: 'map', unit: 'township' })
  expect(questionOf(new URLSearchParams('view=map'), { units: ['county'] }, '2026-10')).toMatchObject({ view: 'trend', unit: 'county' })
})
test('what an address says wrongly is as usual, never an error', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('grain', 'unit', 'from', 'to', 'view', 'variant', 'cell', 'pick'), fc.string()), (words) => {
      const question = questionOf(new URLSearchParams(words), indicator, '2026-10')
      expect(question.from <= question.to).toBe(true)
      expect(indicator.units).toContain(question.unit)
    }),
  )
})
test('a choice takes with it what it makes meaningless', () => {
  const next = choose(new URLSearchParams('grain=month&from=2025-01&to=2026-10&unit=township&view=map&cell=x~2026-10'), { grain: 'year' })
  expect(String(next)).toBe('grain=year&to=2026-10&unit=township&view=map')
  expect(String(choose(next, { unit: 'organization' }))).toBe('grain=year&to=2026-10&unit=organization')
  expect(String(choose(new URLSearchParams('view=ranking'), { unit: 'county' }))).toBe('view=ranking&unit=county')
})
