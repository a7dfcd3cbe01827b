import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EngineError } from './error.ts'
import { claimFolder } from './owner.ts'
import { birthmark } from './processes.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'owner-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('a folder has one owner at a time, and is free again after release', () => {
  const release = claimFolder(folder)
  expect(() => claimFolder(folder)).toThrow(EngineError)
  release()
  expect(readdirSync(folder)).toEqual([])
  claimFolder(folder)()
})

test('the refusal names folder and owner, and another living process keeps its lock', () => {
  writeFileSync(join(folder, 'countywide.pid'), `${process.ppid}\n${birthmark(process.ppid)}\n`)
  expect(() => claimFolder(folder)).toThrow(expect.objectContaining({ fault: 'in-use', message: expect.stringContaining(folder) }))
  expect(() => claimFolder(folder)).toThrow(String(process.ppid))
  expect(existsSync(join(folder, 'countywide.pid'))).toBe(true)
})

test.each([
  ['a dead process', '2147483646\nsome boot 7\n'],
  ['this pid, but of an earlier container', `${process.pid}\nother boot 7\n`],
  ['a living pid that another program was given since', `${process.ppid}\nother boot 7\n`],
  ['a damaged file', ''],
])('a stale lock is taken over: %s', (_, text) => {
  writeFileSync(join(folder, 'countywide.pid'), text)
  const release = claimFolder(folder)
  expect(readdirSync(folder)).toEqual(['countywide.pid'])
  release()
})
