import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { BackupError, damaged } from './error.ts'

/**
 * An encrypted backup: a head, then pieces of 1 MiB, each AES-256-GCM with its tag behind it. The number of a piece and whether it is the last stand in its nonce (the STREAM construction,
 * Hoang et al., "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015), so nothing can be cut off, left out, doubled or put elsewhere, and no byte is given
 * out before it was verified. The key is scrypt's of the passphrase and a salt of this file alone, so nonces may count from 0. The head is authenticated with every piece.
 */
const magic = Buffer.from('countywide-backup-aes-256-gcm-1\n')
const [saltSize, tagSize, pieceSize] = [16, 16, 1024 * 1024]
const headSize = magic.length + saltSize
/** 128 MiB of memory and about half a second for each guess (OWASP's advice for scrypt). */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

const derive = promisify(scrypt) as (secret: string, salt: Buffer, length: number, options: typeof cost) => Promise<Buffer>
const keyOf = (passphrase: string, head: Buffer) => derive(passphrase.normalize('NFKC'), head.subarray(magic.length), 32, cost)

function nonceOf(piece: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(piece, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

/** The bytes of a stream in blocks of `size`, each told whether it is the last; that one may be shorter, or empty when there are none at all. */
async function* blocksOf(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ block: Buffer; last: boolean }> {
  let [held, length]: [Buffer[], number] = [[], 0]
  for await (const part of source) {
    held.push(part)
    length += part.length
    if (length <= size) continue // the last block is told as such, so one more byte must have come
    const all = Buffer.concat(held)
    let at = 0
    for (; all.length - at > size; at += size) yield { block: all.subarray(at, at + size), last: false }
    held = [all.subarray(at)]
    length = all.length - at
  }
  yield { block: Buffer.concat(held), last: true }
}

/** Encrypts a stream under a passphrase. */
export async function* encrypt(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const head = Buffer.concat([magic, randomBytes(saltSize)])
  const key = await keyOf(passphrase, head)
  yield head
  let piece = 0
  for await (const { block, last } of blocksOf(source, pieceSize)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece++, last)).setAAD(head)
    yield Buffer.concat([cipher.update(block), cipher.final(), cipher.getAuthTag()])
  }
}

const wrongKey = (cause: unknown) =>
  new BackupError(
    '备份解不开：密钥不对，或文件已损坏；没有写入任何内容',
    'the backup cannot be decrypted: this is not its key, or the file is damaged; nothing was written',
    cause,
  )

/**
 * What `encrypt` was given; without a passphrase a file that is not encrypted, as it is.
 * @throws BackupError when a passphrase is missing, not wanted or another one, or a byte is not as it was written
 */
export async function* decrypt(source: AsyncIterable<Buffer>, passphrase: string | undefined): AsyncGenerator<Buffer> {
  const stream = source[Symbol.asyncIterator]()
  let start: Buffer = Buffer.alloc(0)
  for (let next = await stream.next(); !next.done; next = await stream.next()) {
    start = Buffer.concat([start, next.value])
    if (start.length >= headSize) break
  }
  const rest = async function* () {
    yield start
    yield* { [Symbol.asyncIterator]: () => stream }
  }
  if (!start.subarray(0, magic.length).equals(magic)) {
    if (passphrase !== undefined)
      throw new BackupError(
        '给了密钥，但这份备份没有加密，来源可疑；确认无误后去掉 --key-file（BACKUP_KEY_FILE）再试',
        'a key was given, but this backup is not encrypted: see where it comes from; then leave out --key-file (BACKUP_KEY_FILE)',
      )
    return yield* rest()
  }
  if (passphrase === undefined)
    throw new BackupError('备份已加密，请用 --key-file 给出密钥文件', 'the backup is encrypted: give the file of its key with --key-file')
  if (start.length < headSize) throw damaged('head')
  const head = start.subarray(0, headSize)
  const key = await keyOf(passphrase, head)
  start = start.subarray(headSize)
  let piece = 0
  for await (const { block, last } of blocksOf(rest(), pieceSize + tagSize)) {
    if (block.length < tagSize) throw damaged('中断 / cut short')
    const body = createDecipheriv('aes-256-gcm', key, nonceOf(piece, last), { authTagLength: tagSize })
      .setAAD(head)
      .setAuthTag(block.subarray(block.length - tagSize))
    let plain: Buffer
    try {
      plain = Buffer.concat([body.update(block.subarray(0, block.length - tagSize)), body.final()])
    } catch (error) {
      throw piece === 0 ? wrongKey(error) : damaged(`${piece}`, error)
    }
    piece += 1
    yield plain
  }
}
