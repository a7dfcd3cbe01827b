import { refuse } from '../../kernel/grammar/refusal.ts'

type Format = { names: RegExp; starts: readonly number[]; holds?: string }
/** What proves something: a document, a picture, a table. By its name and its first bytes; an Office file also by the part that makes it one. */
const formats: readonly Format[] = [
  { names: /\.pdf$/i, starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { names: /\.jpe?g$/i, starts: [0xff, 0xd8, 0xff] },
  { names: /\.png$/i, starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { names: /\.docx$/i, starts: [0x50, 0x4b, 0x03, 0x04], holds: 'word/document.xml' },
  { names: /\.xlsx$/i, starts: [0x50, 0x4b, 0x03, 0x04], holds: 'xl/workbook.xml' },
]
const kinds = ['只收 PDF、JPG、PNG、DOCX、XLSX', 'Only PDF, JPG, PNG, DOCX and XLSX are taken'] as const
const otherwise = (name: string) =>
  refuse('invalid', [`“${name}”的内容和扩展名不符；${kinds[0]}`, `What is in "${name}" is not what its name says. ${kinds[1]}`])

/** The bytes of a file as they come, as long as they are what its name says. @throws Refusal 'invalid' for any other kind of file, or an empty one */
export async function* evidenceStream(name: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const format = formats.find(({ names }) => names.test(name))
  if (!format) throw refuse('invalid', [`不能附“${name}”：${kinds[0]}`, `"${name}" cannot be attached. ${kinds[1]}`])
  let head = Buffer.alloc(0)
  let begun = false
  let held = format.holds === undefined
  for await (const piece of pieces) {
    const seen = Buffer.concat([head, piece])
    held ||= seen.includes(format.holds!)
    if (!begun && seen.length < format.starts.length) {
      head = seen
      continue
    }
    if (!begun && !seen.subarray(0, format.starts.length).equals(Buffer.from(format.starts))) throw otherwise(name)
    yield begun ? piece : seen
    begun = true
    head = seen.subarray(-32) // a name may lie across two pieces
  }
  if (!begun || !held) throw otherwise(name)
}
