import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decrypt, encrypt } from './cipher.ts'

const key = '四季青山-correct horse battery'
const piece = 1024 * 1024
const all = async (source: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
/** A stream of these bytes in parts of this size. */
const parts = (bytes: Buffer, size = 65_536) =>
  Readable.from(Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size)))
const sealed = (bytes: Buffer, size?: number) => all(encrypt(parts(bytes, size), key))
const opened = (bytes: Buffer, secret: string | undefined = key) => all(decrypt(parts(bytes, 100_001), secret))

it('gives back what was encrypted, however long and in whatever parts, and twice the same is never the same', async () => {
  for (const [length, size] of [
    [0, 1],
    [1, 1],
    [piece, 997],
    [piece + 1, 5 * piece],
    [2 * piece, piece],
    [2 * piece + 17, 65_536],
  ] as const) {
    const bytes = randomBytes(length)
    expect((await opened(await sealed(bytes, size))).equals(bytes)).toBe(true)
  }
  expect((await sealed(Buffer.from('x'))).equals(await sealed(Buffer.from('x')))).toBe(false)
}, 60_000)

it('refuses any changed byte, any cut, pieces in another order, and what was added', async () => {
  const bytes = randomBytes(2 * piece + 500)
  const whole = await sealed(bytes)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
      const changed = Buffer.from(whole)
      changed[at]! ^= bits
      await expect(opened(changed)).rejects.toThrow(/备份|密钥/)
      await expect(opened(whole.subarray(0, at))).rejects.toThrow(/备份|密钥/)
    }),
    {
      numRuns: 3,
      examples: [
        [0, 1],
        [40, 1],
        [48 + piece + 16, 1],
      ],
    },
  )
  const [head, step] = [48, piece + 16]
  const [first, second, last] = [
    whole.subarray(head, head + step),
    whole.subarray(head + step, head + 2 * step),
    whole.subarray(head + 2 * step),
  ]
  const start = whole.subarray(0, head)
  for (const mixed of [
    [start, second, first, last],
    [start, first, last],
    [start, first, second],
    [start, first, second, last, last],
    [start, first, second, second, last],
  ])
    await expect(opened(Buffer.concat(mixed))).rejects.toThrow('damaged')
}, 120_000)

it('says what to do where a key is missing, wrong or not wanted', async () => {
  const whole = await sealed(Buffer.from('rows'))
  await expect(all(decrypt(parts(whole), undefined))).rejects.toThrow('give the file of its key with --key-file')
  await expect(opened(whole, 'another passphrase')).rejects.toThrow('this is not its key')
  await expect(opened(Buffer.from('plain, never encrypted'))).rejects.toThrow('is not encrypted')
  expect(String(await all(decrypt(parts(Buffer.from('plain')), undefined)))).toBe('plain')
  expect(String(await all(decrypt(parts(Buffer.alloc(0)), undefined)))).toBe('')
})
