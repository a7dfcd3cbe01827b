import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { alignOf, type Block, type Paper } from './paper.ts'

/** What Word and WPS of any Chinese office have: 宋体 for text, 黑体 for heads; Latin letters and figures in Times New Roman. */
const song = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' }
const hei = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体' }
/** Word counts in twentieths of a point. */
const twips = (mm: number) => Math.round((mm / 25.4) * 1440)
const width = 210 - 48
const grey = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' }
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }

/** An A4 page as a Word document (docx) that can be edited further. */
export const wordOf = (paper: Paper): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      title: paper.title,
      creator: 'Countywide 县域通',
      styles: { default: { document: { run: { font: song, size: 20 }, paragraph: { spacing: { line: 290 } } } } },
      numbering: {
        config: [
          {
            reference: 'items',
            levels: [
              {
                level: 0,
                format: LevelFormat.DECIMAL,
                text: '%1.',
                alignment: AlignmentType.LEFT,
                style: { paragraph: { indent: { left: 420, hanging: 420 } } },
              },
            ],
          },
        ],
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: twips(210), height: twips(297) },
              margin: { top: twips(20), bottom: twips(18), left: twips(24), right: twips(24) },
            },
          },
          footers: {
            default: new Footer({
              children: [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  children: [
                    new TextRun({
                      size: 16,
                      children: [...(paper.foot ? [`${paper.foot}　`] : []), PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
                    }),
                  ],
                }),
              ],
            }),
          },
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              spacing: { after: 60 },
              children: [new TextRun({ text: paper.title, font: hei, size: 34, bold: true })],
            }),
            ...(paper.subtitle
              ? [
                  new Paragraph({
                    alignment: AlignmentType.CENTER,
                    spacing: { after: 120 },
                    children: [new TextRun({ text: paper.subtitle, size: 19, color: '555555' })],
                  }),
                ]
              : []),
            ...paper.blocks.flatMap(childrenOf),
          ],
        },
      ],
    }),
  )

function childrenOf(block: Block): (Paragraph | Table)[] {
  if (block.kind === 'heading')
    return [
      new Paragraph({
        keepNext: true,
        spacing: { before: 120, after: 40 },
        children: [new TextRun({ text: block.text, font: hei, size: 24, bold: true })],
      }),
    ]
  if (block.kind === 'paragraph')
    return [new Paragraph({ indent: { firstLine: 420 }, alignment: AlignmentType.JUSTIFIED, children: [new TextRun(block.text)] })]
  if (block.kind === 'list')
    return block.items.map((text) => new Paragraph({ numbering: { reference: 'items', level: 0 }, children: [new TextRun(text)] }))
  const share = block.widths.reduce((a, b) => a + b, 0)
  const columns = block.widths.map((one) => Math.round((twips(width) * one) / share))
  const row = (cells: readonly string[], bold: boolean) =>
    new TableRow({
      tableHeader: bold,
      cantSplit: true,
      children: cells.map(
        (text, column) =>
          new TableCell({
            width: { size: columns[column]!, type: WidthType.DXA },
            children: [
              new Paragraph({
                spacing: { line: 240 },
                alignment: alignOf(block.right, column),
                children: [new TextRun({ text, bold, size: 18 })],
              }),
            ],
          }),
      ),
    })
  return [
    new Table({
      columnWidths: columns,
      width: { size: twips(width), type: WidthType.DXA },
      borders: { top: grey, bottom: grey, insideHorizontal: grey, left: none, right: none, insideVertical: none },
      rows: [row(block.head, true), ...block.rows.map((cells) => row(cells, false))],
    }),
    new Paragraph({ spacing: { line: 120 }, children: [] }),
  ]
}
