import { deflateSync } from 'node:zlib'

/** Hex of text as the predefined Chinese encoding of PDF wants it (UniGB-UCS2-H). */
const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex')
const wide = 28

/**
 * A page that says in words what it proves: a real PDF in the reader's own Song typeface (PDF 32000-1, 9.7.5.2), a kilobyte large. Lines are broken after 28 characters; the first is the
 * heading.
 */
export function pdfOf(lines: readonly string[]): Buffer {
  const broken = lines.flatMap((line) => line.match(new RegExp(`.{1,${wide}}`, 'gu')) ?? [''])
  const shown = broken.map((line, i) => `/F ${i ? 14 : 18} Tf <${hex(line)}> Tj 0 -28 Td`).join('\n')
  const stream = `BT 72 760 Td\n${shown}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** Figures of five rows; each row is three dots wide, as bits. */
const figures: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    ['75557', '26227', '71747', '71717', '55711', '74717', '74757', '71222', '75757', '75717'].map((rows, n) => [
      String(n),
      [...rows].map(Number),
    ]),
  ),
  '-': [0, 0, 7, 0, 0],
  '.': [0, 0, 0, 0, 2],
  ' ': [0, 0, 0, 0, 0],
}
const dot = 6

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
const crc = (bytes: Buffer) => (bytes.reduce((c, byte) => table[(c ^ byte) & 255]! ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, sum])
}

/** A picture of figures (0–9, minus, point), black on white, with words about it inside (PNG, iTXt). */
export function pngOf(shown: string, about: string): Buffer {
  const rows = [0, 1, 2, 3, 4].map((y) => [...shown].map((sign) => (figures[sign] ?? figures[' ']!)[y]!))
  const width = (shown.length * 4 + 1) * dot
  const line = (bits: readonly number[] | undefined) => {
    const pixels = Buffer.alloc(width + 1, 255)
    pixels[0] = 0 // no filter
    bits?.forEach((three, i) => {
      for (let x = 0; x < 3; x++) if (three & (4 >> x)) pixels.fill(0, 1 + (i * 4 + 1 + x) * dot, 1 + (i * 4 + 2 + x) * dot)
    })
    return pixels
  }
  const lines = [undefined, ...rows, undefined].flatMap((bits) => Array.from({ length: dot }, () => line(bits)))
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(lines.length, 4)
  head[8] = 8 // bits a pixel, grey
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('iTXt', Buffer.concat([Buffer.from('Description\0\0\0zh\0\0', 'latin1'), Buffer.from(about, 'utf8')])),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
