import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, parseExpression, type Ref, refsOf } from '../../kernel/grammar/expression.ts'
import { readingOf } from '../../kernel/grammar/measure.ts'
import { indicators, measures } from './indicators.ts'
import { working } from './measures.ts'

const mortality = indicators.find(({ code }) => code === 'premature-mortality')!
const groups = working.length
const years = fc.array(fc.record({ deaths: fc.nat(400), people: fc.nat(9000) }), { minLength: groups, maxLength: groups })

/** 1 − Π(1 − q), q = 5M ÷ (1 + 2.5M), an empty group 0: written as the method says it. */
function byHand(all: readonly { deaths: number; people: number }[]) {
  return (
    1 -
    all.reduce((kept, { deaths, people }) => {
      const m = people ? deaths / people : 0
      return kept * (1 - (5 * m) / (1 + 2.5 * m))
    }, 1)
  )
}
const ageOf = (ref: Ref) => working.findIndex((age) => ref.part.endsWith(`${ref.group === 'deaths' ? '-' : 'a'}${age}`))

describe('premature mortality', () => {
  it('is the life-table probability from 30 to 69, whatever the numbers', () => {
    const formula = parseExpression(mortality.formula!)
    fc.assert(
      fc.property(years, (year) => {
        const value = evaluate(formula, (ref) => {
          const group = year[ageOf(ref)]!
          return ref.group === 'deaths' ? group.deaths : ref.group === 'residents' ? group.people : 0
        })
        expect(value).toBeCloseTo(byHand(year), 10)
      }),
    )
  })

  it('takes people in the middle of the period, deaths over all of it', () => {
    const refs = refsOf(parseExpression(mortality.formula!))
    expect(new Set(refs.map(({ group, taking }) => `${group} ${taking}`))).toEqual(
      new Set(['deaths own', 'residents mid', 'population mid']),
    )
  })

  it('pools three years by summing deaths and people of each group', () => {
    const formula = parseExpression(readingOf(mortality, 'three-years')!.formula!)
    fc.assert(
      fc.property(fc.array(years, { minLength: 3, maxLength: 3 }), (three) => {
        const value = evaluate(formula, (ref) => {
          const group = three[ref.back / 12]![ageOf(ref)]!
          return ref.group === 'deaths' ? group.deaths : ref.group === 'residents' ? group.people : 0
        })
        const pooled = working.map((_, i) => ({
          deaths: three.reduce((n, year) => n + year[i]!.deaths, 0),
          people: three.reduce((n, year) => n + year[i]!.people, 0),
        }))
        expect(value).toBeCloseTo(byHand(pooled), 10)
      }),
    )
  })
})

it('register and count of the population have the same parts, so that one may stand for the other', () => {
  const partsOf = (name: string) => Object.keys(measures.find((group) => group.name === name)!.parts)
  expect(partsOf('population').filter((part) => part !== 'registered')).toEqual(partsOf('residents'))
})
