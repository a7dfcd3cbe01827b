import { createRequire } from 'node:module'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { alignOf, type Block, type Paper } from './paper.ts'

const require = createRequire(import.meta.url)
const font = (name: string) => require.resolve('@embedpdf/fonts-sc').replace(/dist.*$/, `fonts/NotoSansHans-${name}.otf`)

/** The writer, loaded when it is first needed. The fonts of the package and no other file or address may be read: a text cannot make it fetch anything. */
async function prepared() {
  const { default: pdfmake } = await import('pdfmake')
  const [normal, bold] = [font('Regular'), font('Bold')]
  pdfmake.setFonts({ Noto: { normal, bold, italics: normal, bolditalics: bold } })
  pdfmake.setLocalAccessPolicy((path: string) => path === normal || path === bold)
  pdfmake.setUrlAccessPolicy(() => false)
  return pdfmake
}
let writer: ReturnType<typeof prepared> | undefined

const points = (mm: number) => (mm / 25.4) * 72

/** An A4 page as PDF, its font embedded as a subset; characters beyond Unicode's first plane (𠮷) are not in the font and stand as boxes. The first one of a process costs a second or two: the font is read. */
export async function pdfOf(paper: Paper): Promise<Buffer> {
  writer ??= prepared()
  return (await writer)
    .createPdf({
      info: { title: paper.title, creator: 'Countywide 县域通' },
      pageSize: 'A4',
      pageMargins: [points(24), points(20), points(24), points(18)],
      defaultStyle: { font: 'Noto', fontSize: 10, lineHeight: 1.28 },
      footer: (page, pages) => ({
        text: `${paper.foot ? `${paper.foot}　` : ''}${page} / ${pages}`,
        alignment: 'center',
        fontSize: 8,
        color: '#555555',
      }),
      content: [
        { text: paper.title, fontSize: 17, bold: true, alignment: 'center', margin: [0, 0, 0, 4] },
        ...(paper.subtitle
          ? [
              {
                text: paper.subtitle,
                fontSize: 9.5,
                color: '#555555',
                alignment: 'center' as const,
                margin: [0, 0, 0, 8] as [number, number, number, number],
              },
            ]
          : []),
        ...paper.blocks.map(contentOf),
      ],
    })
    .getBuffer()
}

function contentOf(block: Block): Content {
  if (block.kind === 'heading') return { text: block.text, bold: true, fontSize: 12, margin: [0, 6, 0, 2] }
  if (block.kind === 'paragraph') return { text: block.text, leadingIndent: 21, margin: [0, 0, 0, 3], alignment: 'justify' }
  if (block.kind === 'list') return { ol: [...block.items], margin: [0, 0, 0, 3] }
  const cell =
    (bold: boolean) =>
    (text: string, column: number): TableCell => ({ text, bold, alignment: alignOf(block.right, column), fontSize: 9, lineHeight: 1.1 })
  const share = block.widths.reduce((a, b) => a + b, 0)
  return {
    margin: [0, 3, 0, 6],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: block.widths.map((width) => `${(width / share) * 100}%`),
      body: [block.head.map(cell(true)), ...block.rows.map((row) => row.map(cell(false)))],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => '#bbbbbb',
      paddingLeft: () => 3,
      paddingRight: () => 3,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
  }
}
