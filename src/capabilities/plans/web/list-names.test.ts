import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { capabilities } from '../../index.ts'
import { listNames } from './list-names.ts'

const folder = new URL('../../../../plans/', import.meta.url)
const own = Object.fromEntries(capabilities.flatMap(({ lists }) => lists.map(({ name, text }) => [name, text])))

it('a list is called what it calls itself', () => {
  for (const [name, text] of Object.entries(listNames)) expect([name, own[name]]).toEqual([name, text])
})

it('every list that a plan opens has its name', () => {
  const opened = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\blists: \[([^\]]*)\]/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter(Boolean)
  expect(opened.length).toBeGreaterThan(5)
  expect(opened.filter((name) => !listNames[name])).toEqual([])
})
