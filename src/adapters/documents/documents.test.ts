import { inflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Paper } from './paper.ts'
import { pdfOf } from './pdf.ts'
import { wordOf } from './word.ts'

const paper: Paper = {
  title: '清源县医疗卫生服务运行简报',
  subtitle: '2026 年 10 月',
  foot: '县卫生健康局',
  blocks: [
    { kind: 'heading', text: '一、总体情况' },
    { kind: 'paragraph', text: '全县门急诊 12,345 人次，同比增长 3.2%，其中基层占 61.4%；㛃、䶮、𠮷 等字也在。' },
    { kind: 'list', items: ['县域就诊率 84.1%', '医保基金县域内支出占比 70.2%'] },
    { kind: 'table', head: ['指标', '本月', '同比'], rows: [['门急诊人次', '12,345', '+3.2%']], widths: [3, 1, 1], right: [1, 2] },
  ],
}

it('is a PDF of one A4 page whose font is embedded as a subset', async () => {
  const pdf = await pdfOf(paper)
  const text = pdf.toString('latin1')
  expect(text.startsWith('%PDF-1.')).toBe(true)
  expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1)
  expect(text).toMatch(/\/BaseFont \/[A-Z]{6}\+NotoSansHans/)
  expect(pdf.length).toBeLessThan(300_000)
}, 20_000)

/** The parts of a zip file whose directory is read: enough to look into a Word document. */
function partOf(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const length = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + length) !== name) continue
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    return (zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8')
  }
  throw new Error(`no ${name}`)
}

it('is a Word document with the same words', async () => {
  const xml = partOf(await wordOf(paper), 'word/document.xml')
  for (const text of ['清源县医疗卫生服务运行简报', '一、总体情况', '基层占 61.4%', '县域就诊率 84.1%', '+3.2%', '𠮷'])
    expect(xml).toContain(text)
  expect(xml).toContain('w:eastAsia="黑体"')
})
