import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { afterString } from '../../fhir/document.ts'
import { refuseFhir } from './outcome.ts'

/** Bodies are at most this long, also when they are unpacked. */
export const longestBody = 20 * 1024 * 1024
/** Levels of objects and arrays: several times what any resource needs, and far from what a walk by recursion could not follow. */
const deepest = 256

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

/** A body as text. @throws FhirRefusal 400 when it is not UTF-8, 413 when it unpacks to more than 20 MB, 415 for other encodings than gzip and deflate */
export async function textOf(bytes: Buffer, contentEncoding: string | undefined): Promise<string> {
  const encoding = contentEncoding?.trim().toLowerCase()
  const plain = encoding === undefined || encoding === 'identity' ? bytes : await unpacked(bytes, encoding)
  if (!isUtf8(plain)) throw refuseFhir(400, 'value', 'The body is not UTF-8 text.')
  const text = plain.toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** @throws FhirRefusal 400 where JSON text is nested deeper than anything that recurses could follow */
export function mustBeShallow(text: string): void {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 34)
      i = afterString(text, i) - 1 // one without an end is not JSON: whoever parses it says where
    else if (char === 123 || char === 91) {
      if (++depth > deepest) throw refuseFhir(400, 'structure', `Nested deeper than ${deepest} levels.`)
    } else if (char === 125 || char === 93) depth--
  }
}
