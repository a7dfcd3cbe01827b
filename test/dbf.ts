export type Field = [name: Buffer | string, type: string, length: number]
/** A table as dBase writes it. `count`: what its header says of the number of records. */
export function dbf(
  fields: readonly Field[],
  records: readonly Buffer[],
  { version = 3, codePage = 0, count = records.length } = {},
): Buffer {
  const head = Buffer.alloc(32)
  const length = 1 + fields.reduce((sum, field) => sum + field[2], 0)
  head.set([version, 126, 1, 5])
  head.writeUInt32LE(count, 4)
  head.writeUInt16LE(32 + 32 * fields.length + 1, 8)
  head.writeUInt16LE(length, 10)
  head[29] = codePage
  const described = fields.map(([name, type, width]) => {
    const bytes = Buffer.alloc(32)
    bytes.set(Buffer.from(name).subarray(0, 10))
    bytes.write(type, 11)
    bytes[16] = width
    return bytes
  })
  return Buffer.concat([head, ...described, Buffer.from('\r'), ...records, Buffer.from([0x1a])])
}
const padded = (bytes: Buffer, width: number) =>
  Buffer.concat([bytes, Buffer.alloc(Math.max(0, width - bytes.length), ' ')]).subarray(0, width)
/** A record: its mark (`*` when it was deleted) and its fields' bytes, filled up with spaces. */
export const record = (mark: ' ' | '*', ...fields: readonly [Buffer | string, number][]) =>
  Buffer.concat([Buffer.from(mark), ...fields.map(([text, width]) => padded(Buffer.from(text), width))])
