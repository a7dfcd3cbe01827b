import type { FastifyInstance, FastifyReply } from 'fastify'
import { refuse } from '../kernel/grammar/refusal.ts'

/** The answer is a file of this name, in whatever script (RFC 6266). */
export const attached = (reply: FastifyReply, name: string): FastifyReply =>
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)

/** Bodies of bytes come as a stream; whoever reads them says how many he takes. */
export function registerBytes(app: FastifyInstance): void {
  if (!app.hasContentTypeParser('application/octet-stream'))
    app.addContentTypeParser('application/octet-stream', (_, payload, done) => done(null, payload))
}

const tooLarge = (most: number) =>
  refuse('invalid', [`文件超过 ${Math.floor(most / 2 ** 20)} MB`, `The file is larger than ${Math.floor(most / 2 ** 20)} MB`])

/** The pieces of a body of bytes. @throws Refusal 'invalid' where it is none, or larger than `most` bytes */
export async function* piecesOf(body: unknown, most: number): AsyncGenerator<Buffer> {
  if (!body || typeof body !== 'object' || !(Symbol.asyncIterator in body))
    throw refuse('invalid', ['请以 application/octet-stream 发送文件', 'Send the file as application/octet-stream'])
  let taken = 0
  for await (const piece of body as AsyncIterable<Buffer>) {
    taken += piece.length
    if (taken > most) throw tooLarge(most)
    yield piece
  }
}

/** The whole body. @throws Refusal like `piecesOf` */
export async function bytesOf(body: unknown, most: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of piecesOf(body, most)) pieces.push(piece)
  return Buffer.concat(pieces)
}
