import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { excessIn } from '../../fhir/json-excess.ts'
import { inSlices } from '../../record/in-slices.ts'
import { refuseFhir } from './outcome.ts'

/** Bodies are at most this long, also when they are unpacked. */
export const longestBody = 20 * 1024 * 1024

const unpack = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) } as const

const tooLong = () => refuseFhir(413, 'too-long', `The body is longer than ${longestBody / 2 ** 20} MB: send it in parts.`)

async function unpacked(bytes: Buffer, encoding: string): Promise<Buffer> {
  const by = Object.hasOwn(unpack, encoding) ? unpack[encoding as keyof typeof unpack] : undefined
  if (!by)
    throw refuseFhir(
      415,
      'not-supported',
      `Content-Encoding ${JSON.stringify(encoding.slice(0, 50))} is not understood: send gzip, deflate or none.`,
    )
  try {
    return await by(bytes, { maxOutputLength: longestBody })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong()
    throw refuseFhir(400, 'structure', `The body is not what Content-Encoding says: ${encoding}.`)
  }
}

/** A body without its Content-Encoding. @throws FhirRefusal 400, 413 when it unpacks to more than 20 MB, 415 for other encodings than gzip and deflate */
export function plainOf(bytes: Buffer, contentEncoding: string | undefined): Promise<Buffer> | Buffer {
  const encoding = contentEncoding?.trim().toLowerCase()
  return encoding === undefined || encoding === 'identity' ? bytes : unpacked(bytes, encoding)
}

/** A body as text, without its byte order mark. @throws FhirRefusal 400 when it is not UTF-8 */
export function textOf(plain: Buffer): string {
  if (!isUtf8(plain)) throw refuseFhir(400, 'value', 'The body is not UTF-8 text.')
  const text = plain.toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** @throws FhirRefusal 400 where parsing JSON text would cost more than any resource is worth */
export async function mustBeModest(text: string): Promise<void> {
  const excess = await inSlices(excessIn(text))
  if (excess) throw refuseFhir(400, 'structure', excess)
}
