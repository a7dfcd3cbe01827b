import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Language } from '../kernel/grammar/texts.ts'
import { LanguageProvider, tagOf, useSay } from './language.tsx'
import { texts } from './texts.ts'

const Words = () => useSay()(texts.rowsFiltered, { shown: 3, count: 10 })

// As a value: the provider demands its children, and a file of tests has no JSX.
const speaking = (start: Language) => createElement(LanguageProvider, { ...{ children: createElement(Words) }, start })

test('words come in the language of the provider, Chinese without one', () => {
  expect(renderToStaticMarkup(speaking('en'))).toBe('3 of 10 rows')
  expect(renderToStaticMarkup(speaking('zh'))).toBe('3 / 10 行')
  expect(renderToStaticMarkup(createElement(Words))).toBe('3 / 10 行')
  expect([tagOf('zh'), tagOf('en')]).toEqual(['zh-CN', 'en'])
})
test('both columns of a text fill in the same places', () => {
  const places = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  for (const [name, [zh, en]] of Object.entries(texts)) expect({ name, places: places(en) }).toEqual({ name, places: places(zh) })
})
