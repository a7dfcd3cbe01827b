import { createHash, type Hash } from 'node:crypto'
import { damaged } from './error.ts'

/** POSIX.1-2001 tar (ustar with pax records for what does not fit), so that an archive of ours opens with any `tar`. */
export type TarEntry = { name: string; size: number; mode?: number; body: Iterable<Buffer> | AsyncIterable<Buffer> }

const block = 512
const padded = (size: number) => Buffer.alloc((block - (size % block)) % block)
/** Name of the last entry: the SHA-256 of every byte before it. */
export const sumName = 'SHA256'

function ustar(name: string, size: number, mode: number, kind: '0' | 'x'): Buffer {
  const header = Buffer.alloc(block)
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, length, 'latin1')
  header.write(name, 0, 100, 'utf8')
  octal(mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size > 0o77777777777 ? 0 : size, 124, 12) // a larger one stands in the pax record
  octal(0, 136, 12)
  header.write(`        ${kind}`, 148, 'latin1')
  header.write('ustar\0' + '00', 257, 'latin1')
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  )
  return header
}

/** A pax record is `length key=value\n`, where the length counts its own digits. */
function record(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  if (String(length).length > String(rest).length) length += 1
  return `${length} ${key}=${value}\n`
}

function header({ name, size, mode = 0o600 }: TarEntry): Buffer {
  const records = [
    ...(Buffer.byteLength(name) > 100 || /[^\x20-\x7e]/.test(name) ? [record('path', name)] : []),
    ...(size > 0o77777777777 ? [record('size', String(size))] : []),
  ].join('')
  const short = name.replace(/[^\x20-\x7e]/g, '_').slice(0, 100)
  if (!records) return ustar(short, size, mode, '0')
  const body = Buffer.from(records)
  return Buffer.concat([ustar('pax', body.length, 0o600, 'x'), body, padded(body.length), ustar(short, size, mode, '0')])
}

/** The bytes of a tar with these entries and, last, the sum of them all. @throws Error when an entry's body is not as long as said */
export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Buffer> {
  const whole = createHash('sha256')
  const hashed = (bytes: Buffer) => {
    whole.update(bytes)
    return bytes
  }
  for await (const entry of entries) {
    yield hashed(header(entry))
    let sent = 0
    for await (const bytes of entry.body) {
      sent += bytes.length
      yield hashed(bytes)
    }
    if (sent !== entry.size) throw new Error(`${entry.name} changed its size while it was read`)
    yield hashed(padded(sent))
  }
  const sum = Buffer.from(`${whole.digest('hex')}\n`)
  yield Buffer.concat([header({ name: sumName, size: sum.length, body: [] }), sum, padded(sum.length), Buffer.alloc(2 * block)])
}

/** Takes bytes from a stream in the portions that one asks for; all that was taken is hashed. */
function portions(source: AsyncIterable<Buffer>, whole: Hash) {
  const stream = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  /** What is there, at most `most` bytes and at least one. @throws BackupError at the end of the stream */
  const some = async (most: number): Promise<Buffer> => {
    while (!rest.length) {
      const next = await stream.next()
      if (next.done) throw damaged('中断 / cut short')
      rest = next.value
    }
    const taken = rest.subarray(0, most)
    rest = rest.subarray(taken.length)
    return taken
  }
  const exactly = async (size: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let left = size; left > 0; left -= parts.at(-1)!.length) parts.push(await some(left))
    return Buffer.concat(parts)
  }
  const hashed = (bytes: Buffer) => {
    whole.update(bytes)
    return bytes
  }
  /** To the end of the stream, so that its own check sum is compared too: only zeros may follow. */
  const end = async () => {
    for (let part: Buffer | undefined = rest; part; part = (await stream.next()).value as Buffer | undefined)
      if (part.some((byte) => byte !== 0)) throw damaged('tar')
  }
  return { some: async (most: number) => hashed(await some(most)), exactly, hashed, end }
}

const octalOf = (header: Buffer, at: number, length: number) => Number.parseInt(header.toString('latin1', at, at + length), 8)

function sound(header: Buffer): boolean {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
  return header.toString('latin1', 257, 262) === 'ustar' && sum === octalOf(header, 148, 8)
}

/**
 * The entries of a tar of ours, one after the other; the body of each must be taken before the next is asked for. Ends after the sum, which it compares.
 * @throws BackupError when a byte is wrong or the end is missing
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<Required<TarEntry> & { body: AsyncIterable<Buffer> }> {
  const whole = createHash('sha256')
  const bytes = portions(source, whole)
  let extended: Record<string, string> = {}
  for (;;) {
    const head = await bytes.exactly(block)
    if (!sound(head)) throw damaged('tar')
    const name = extended['path'] ?? head.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    const size = extended['size'] ? Number(extended['size']) : octalOf(head, 124, 12)
    if (name === sumName) {
      if ((await bytes.exactly(size)).toString('latin1').trim() !== whole.digest('hex')) throw damaged(sumName)
      return bytes.end()
    }
    bytes.hashed(head)
    if (head[156] === 0x78) {
      const text = bytes.hashed(await bytes.exactly(size + padded(size).length)).toString('utf8', 0, size)
      extended = Object.fromEntries([...text.matchAll(/^\d+ (\w+)=(.*)$/gm)].map(([, key, value]) => [key, value]))
      continue
    }
    extended = {}
    let left = size
    const body = async function* () {
      while (left > 0) {
        const part = await bytes.some(left)
        left -= part.length
        yield part
      }
    }
    yield { name, size, mode: octalOf(head, 100, 8), body: body() }
    if (left) throw new Error(`${name} was not read`)
    bytes.hashed(await bytes.exactly(padded(size).length))
  }
}
