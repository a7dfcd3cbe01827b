import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { folder } from '../../../test/files.ts'
import { ImportError } from './import-error.ts'
import { findOriginal, keepOriginal, sumOf } from './originals.ts'

const files = folder()
afterAll(() => files.remove())
const kept = files.file('x', '').replace(/x$/, 'kept')
const text = '就诊号,机构代码\r\nMZ1,QY000002X\n'

it('keeps a file once under its checksum, from a path or as it arrives, for nobody else to read', async () => {
  const path = files.file('a.csv', text)
  const sum = await keepOriginal(kept, path)
  expect(sum).toEqual({ checksum: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text), lines: 2 })
  expect(await sumOf(path)).toEqual(sum)
  expect(await keepOriginal(kept, Readable.from([Buffer.from(text.slice(0, 5)), Buffer.from(text.slice(5))]))).toEqual(sum)
  expect(readdirSync(kept)).toEqual([sum.checksum])
  const original = await findOriginal(kept, sum.checksum)
  expect(readFileSync(original, 'utf8')).toBe(text)
  expect(statSync(original).mode & 0o077).toBe(0)
})

it('keeps nothing of a file that breaks off, and says when one is not there', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('gone')
    })(),
  )
  const before = readdirSync(kept)
  await expect(keepOriginal(kept, broken)).rejects.toThrow('gone')
  expect(readdirSync(kept)).toEqual(before)
  await expect(findOriginal(kept, 'f'.repeat(64))).rejects.toThrow(ImportError)
  expect(join(kept, before[0]!)).toBe(await findOriginal(kept, before[0]!))
})
