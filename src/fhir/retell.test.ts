import { expect, it } from 'vitest'
import { retold } from './retell.ts'
import { elementsOf, jsonName, resourceTypes } from './validate/schema.ts'

const swap = (literal: string) => (literal === 'urn:a' ? 'Binary/1' : undefined)
const isRewritten = (json: string) => retold(json, swap).text !== json

/** Every element of R4 that data has, with the primitive types it has anywhere. */
function primitives(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const open = [...resourceTypes(), 'Extension']
  const seen = new Set(open)
  for (let type = open.pop(); type; type = open.pop())
    for (const element of elementsOf(type))
      for (const { type: one } of element.types) {
        if (elementsOf(one).length && !seen.has(one)) open.push(one)
        seen.add(one)
        const name = jsonName(element, one)
        if (/^[a-z]/.test(one)) found.set(name, (found.get(name) ?? new Set()).add(one))
      }
  return found
}

it('rewrites what is of type uri or url wherever it occurs, alone and in lists, and nothing that may be a canonical, a string, a uuid', () => {
  const wrong: string[] = []
  for (const [name, types] of primitives()) {
    if (/^(fixed|pattern|defaultValue)[A-Z]|^(url|reference|div)$/.test(name)) continue // of definitions; the others have rules of their own
    const wanted = [...types].every((type) => type === 'uri' || type === 'url')
    for (const json of [`{"x":{"${name}":"urn:a"}}`, `{"x":{"${name}":["urn:b","urn:a"]}}`])
      if (isRewritten(json) !== wanted) wrong.push(`${name}: ${[...types].join()}`)
  }
  expect(wrong).toEqual([])
})

it('leaves what a resource calls itself, and rewrites the url of what it holds', () => {
  expect(isRewritten('{"resourceType":"ValueSet","url":"urn:a"}')).toBe(false)
  expect(isRewritten('{"content":[{"attachment":{"url":"urn:a"}}]}')).toBe(true)
})

it('touches no text, whatever it looks like', () => {
  for (const json of [
    '{"note":"\\"reference\\":\\"urn:a\\""}',
    '{"reference":"urn:ab"}',
    '{"given":["reference","urn:a"]}',
    '{"div":"urn:a href=urn:a"}',
  ])
    expect(retold(json, swap)).toEqual({ text: json, others: false })
  expect(retold('{"div":"<a href=\\"urn:a\\">urn:a</a>","reference":"urn:a"}', swap)).toEqual({
    text: '{"div":"<a href=\\"Binary/1\\">urn:a</a>","reference":"Binary/1"}',
    others: true,
  })
})
