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
