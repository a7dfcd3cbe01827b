import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { demoCounty } from '../demo/index.ts'
import { generated } from './fixtures/read.ts'
import { writeCounty } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'county-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('writes every file with its header and rows, and the truth, in a form that reads back', () => {
  const options = { county: demoCounty('141099'), residents: 300, months: 2, end: '2026-02-28', seed: 3 }
  const names: string[] = []
  const truth = writeCounty(options, folder, ({ name }) => names.push(name))
  const { files } = generated(options)
  expect(readdirSync(folder).toSorted()).toEqual([...names, 'truth.json'].toSorted())
  for (const { name, header, rows } of files)
    expect(readFileSync(join(folder, name), 'utf8')).toBe(`${[header.join(','), ...rows].join('\n')}\n`)
  expect(JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'))).toEqual(truth)
})

it('writes all months of a kind into one file when asked to', () => {
  const options = { county: demoCounty('141099'), residents: 300, months: 2, end: '2026-02-28', seed: 3 }
  const into = join(folder, 'whole')
  const told: string[] = []
  writeCounty(options, into, ({ kind, name }) => told.push(`${kind} ${name}`), { whole: true })
  const visits = generated(options).files.filter(({ kind }) => kind === 'visits')
  expect(visits).toHaveLength(2)
  expect(readFileSync(join(into, 'visits.csv'), 'utf8').trim().split('\n')).toEqual([
    visits[0]!.header.join(','),
    ...visits.flatMap(({ rows }) => rows),
  ])
  expect(told.filter((one) => one.startsWith('visits'))).toEqual(['visits visits.csv'])
})
