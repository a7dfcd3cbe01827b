import { expect, it } from 'vitest'
import { parseExpression, refsOf } from '../../kernel/grammar/expression.ts'
import { defineTexts } from '../../kernel/grammar/texts.ts'
import { meanPeople, people, wordsOf } from './words.ts'

it('a key names the text and its definition', () => {
  const texts = defineTexts({ use: ['使用率', 'Use'], useDefinition: ['占用 ÷ 开放', 'Occupied ÷ open'], other: ['其他', 'Other'] })
  expect(wordsOf(texts)('use')).toEqual({ text: texts.use, definition: texts.useDefinition })
})

it('people are those of the register, else of the last count, at the end or in the mean', () => {
  const said = (source: string) => refsOf(parseExpression(source)).map(({ group, part, taking }) => `${group}.${part} ${taking}`)
  expect(said(people)).toEqual(['residents.count own', 'population.count own'])
  expect(said(meanPeople)).toEqual(['residents.count avg', 'population.count avg'])
})
