import { createHash } from 'node:crypto'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { BackupError, damaged } from './error.ts'
import { readTar } from './tar.ts'

/** The layout of the archive: `backup.json` first, `data/<table>/<n>.copy`, `folder/<file>`, `manifest.json`, and the sum of all (tar.ts). */
export const format = 1
export const names = { header: 'backup.json', manifest: 'manifest.json' } as const
export const partName = (table: string, n: number) => `data/${table}/${String(n).padStart(6, '0')}.copy`
export const fileName = (path: string) => `folder/${path}`

const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/)
const column = z.object({
  name: identifier,
  type: z.string().regex(/^[a-z][a-z0-9_ ,()]*(\[\])?$/),
  collation: z.enum(['C']).nullable(),
  required: z.boolean(),
  last: z.number().nullable(), // of an identity column: the last number given
})
const tableShape = z.object({ name: identifier, columns: z.array(column), key: z.array(identifier), partitions: z.array(identifier) })
const headerShape = z.object({
  format: z.number(),
  program: z.string(),
  postgres: z.string(),
  begun: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  counties: z.array(z.object({ id: z.number(), name: z.string() })),
  tables: z.array(tableShape),
})
const sumShape = z.object({ rows: z.number().optional(), bytes: z.number(), sha256: z.string() })
const manifestShape = z.object({ ended: z.string(), tables: z.record(z.string(), sumShape), files: z.record(z.string(), sumShape) })

export type BackupTable = z.infer<typeof tableShape>
export type Header = z.infer<typeof headerShape>
export type Manifest = z.infer<typeof manifestShape>
export type Sum = z.infer<typeof sumShape>

const newline = 0x0a
/** Counts and hashes the bytes of a table or file as they pass. A row of COPY's text format ends with the only newline in it. */
export function tally(counted: boolean) {
  const hash = createHash('sha256')
  let [rows, bytes] = [0, 0]
  const add = (part: Buffer): Buffer => {
    hash.update(part)
    bytes += part.length
    if (counted) for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) rows += 1
    return part
  }
  const through = async function* (source: Iterable<Buffer> | AsyncIterable<Buffer>) {
    for await (const part of source) yield add(part)
  }
  return { add, through, sum: (): Sum => ({ ...(counted ? { rows } : {}), bytes, sha256: hash.digest('hex') }) }
}

/** What becomes of the parts of an archive; each must take its whole body. */
export type Use = {
  header(header: Header): Promise<void>
  rows(table: string, body: AsyncIterable<Buffer>): Promise<void>
  file(path: string, mode: number, body: AsyncIterable<Buffer>): Promise<void>
}

const textOf = async (body: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
const parsed = <S extends z.ZodType>(shape: S, name: string, text: string): z.output<S> => {
  try {
    return shape.parse(JSON.parse(text))
  } catch (error) {
    throw damaged(name, error)
  }
}

/** @throws BackupError when a program older than the one that made it opens it */
function headerOf(text: string): Header {
  const found = parsed(z.object({ format: z.number() }), names.header, text).format
  if (found > format)
    throw new BackupError(
      `备份由更新的版本制作（格式 ${found}），请先升级程序`,
      `the backup was made by a newer version (format ${found}): upgrade the program first`,
    )
  return parsed(headerShape, names.header, text)
}

const sameSums = (where: string, said: Readonly<Record<string, Sum>>, found: ReadonlyMap<string, Sum>) => {
  for (const name of new Set([...Object.keys(said), ...found.keys()]))
    if (JSON.stringify(said[name]) !== JSON.stringify(found.get(name))) throw damaged(`${where} ${name}`)
}

/**
 * Reads a whole archive, handing out its parts in order; sums and counts are compared with the manifest at the end.
 * @throws BackupError when anything is not as it was written
 */
export async function readArchive(compressed: NodeJS.ReadableStream, use: Use): Promise<{ header: Header; manifest: Manifest }> {
  const plain = createGunzip()
  compressed.on('error', (error: Error) => plain.destroy(error))
  compressed.pipe(plain)
  try {
    return await readParts(plain, use)
  } catch (error) {
    if (/^Z_/.test((error as { code?: string }).code ?? '')) throw damaged('gzip', error)
    throw error
  } finally {
    compressed.unpipe(plain)
    plain.destroy()
    if ('destroy' in compressed) (compressed as NodeJS.ReadableStream & { destroy(): void }).destroy()
  }
}

async function readParts(plain: AsyncIterable<Buffer>, use: Use) {
  const tables = new Map<string, ReturnType<typeof tally> & { parts: number }>()
  const files = new Map<string, Sum>()
  let header: Header | undefined
  let manifest: Manifest | undefined
  for await (const { name, mode, body } of readTar(plain)) {
    const [kind, ...rest] = name.split('/')
    const path = rest.join('/')
    if (!header) {
      if (name !== names.header) throw new BackupError('这不是县域通的备份文件', 'this is not a backup of countywide')
      header = headerOf(await textOf(body))
      await use.header(header)
    } else if (manifest) throw damaged(name)
    else if (name === names.manifest) manifest = parsed(manifestShape, name, await textOf(body))
    else if (kind === 'data') {
      const table = rest[0] ?? ''
      const known = tables.get(table) ?? { ...tally(true), parts: 0 }
      known.parts += 1
      if (name !== partName(table, known.parts) || !header.tables.some((t) => t.name === table)) throw damaged(name)
      tables.set(table, known)
      await use.rows(table, known.through(body))
    } else if (kind === 'folder' && path && !/(^|\/)\.\.?(\/|$)|^\/|\\|\0/.test(path) && !files.has(path)) {
      const sum = tally(false)
      await use.file(path, mode, sum.through(body))
      files.set(path, sum.sum())
    } else throw damaged(name)
  }
  if (!header || !manifest) throw damaged(names.manifest)
  const found = new Map(header.tables.map(({ name }) => [name, (tables.get(name) ?? tally(true)).sum()]))
  sameSums('表 / table', manifest.tables, found)
  sameSums('文件 / file', manifest.files, files)
  return { header, manifest }
}
