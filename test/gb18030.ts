/** Text as GB18030 bytes: the two-byte part (all of GBK) read backwards from the platform's decoder, and the four-byte form of U+10000 and above. */
export function gb18030(text: string): Buffer {
  return Buffer.concat([...text].map((character) => Buffer.from(bytesOf(character))))
}

const table = new Map<string, readonly number[]>()
function twoBytes() {
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
  return table
}

function bytesOf(character: string): readonly number[] {
  const point = character.codePointAt(0)!
  if (point < 0x80) return [point]
  if (point >= 0x10000) {
    const n = point - 0x10000
    return [0x90 + Math.floor(n / 12600), 0x30 + (Math.floor(n / 1260) % 10), 0x81 + (Math.floor(n / 10) % 126), 0x30 + (n % 10)]
  }
  const bytes = (table.size ? table : twoBytes()).get(character)
  if (!bytes) throw new Error(`not in GBK: ${character}`)
  return bytes
}
