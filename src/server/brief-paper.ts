import { utils, write } from '@e965/xlsx'
import type { Block, Paper } from '../adapters/documents/paper.ts'
import { yearMonth } from '../capabilities/briefs/compose.ts'
import { amount } from '../capabilities/briefs/sentences.ts'
import type { Brief, BriefFigure } from '../capabilities/briefs/shape.ts'
import { texts } from '../capabilities/briefs/texts.ts'
import { rounded } from '../kernel/grammar/amount.ts'
import { changeOf, signed } from '../kernel/grammar/change.ts'
import { localDay } from '../record/local-day.ts'

const heads = [texts.indicator, texts.value, texts.before, texts.monthChange, texts.lastYear, texts.yearChange].map(([zh]) => zh)
const told = (value: number | null, { unit }: BriefFigure) => (value === null ? '—' : amount(value, unit))
/** +2.1% of an amount, +2.1 百分点 of a share. */
function changed(figure: BriefFigure, then: number | null) {
  const change = changeOf(figure.value, then, figure)
  if (!change) return '—'
  return `${signed(change.amount)}${change.points ? (figure.unit === 'permille' ? ' 千分点' : ' 百分点') : '%'}`
}
const known = ({ value, before, lastYear }: BriefFigure) => value !== null || before !== null || lastYear !== null
const rowOf = (figure: BriefFigure) => [
  figure.name,
  told(figure.value, figure),
  told(figure.before, figure),
  changed(figure, figure.before),
  told(figure.lastYear, figure),
  changed(figure, figure.lastYear),
]

/** The brief as a page: its sections, then its figures. A line of a text is a paragraph. */
export function paperOf(brief: Brief): Paper {
  const sections = brief.sections.flatMap(({ heading, text }): Block[] => [
    { kind: 'heading', text: heading },
    ...text
      .split('\n')
      .filter((line) => line.trim())
      .map((line): Block => ({ kind: 'paragraph', text: line.trim() })),
  ])
  return {
    title: brief.title,
    subtitle: [
      brief.issuer,
      localDay(brief.issuedAt ?? brief.editedAt),
      brief.state === 'issued' ? '' : texts[brief.state === 'draft' ? 'drafted' : 'withdrawn'][0],
    ]
      .filter(Boolean)
      .join('　'),
    blocks: [
      ...sections,
      { kind: 'heading', text: texts.figures[0] },
      {
        kind: 'table',
        head: heads,
        rows: brief.figures.filter(known).map(rowOf),
        widths: [28, 14, 14, 15, 14, 15],
        right: [1, 2, 3, 4, 5],
      },
    ],
    foot: `数字取自县域通 ${localDay(brief.figuresAt)}`,
  }
}

/** The figures as numbers, rounded as they are shown, and the text on a second sheet. */
export function bookOf(brief: Brief): Buffer {
  const number = (value: number | null, { unit }: BriefFigure) => (value === null ? null : rounded(value, unit))
  const rows = brief.figures
    .filter(known)
    .map((f) => [f.name, number(f.value, f), number(f.before, f), changed(f, f.before), number(f.lastYear, f), changed(f, f.lastYear)])
  const figures = utils.aoa_to_sheet([[brief.title], [yearMonth(brief.month)], heads, ...rows])
  figures['!cols'] = [34, 16, 16, 16, 16, 16].map((wch) => ({ wch }))
  const text = utils.aoa_to_sheet(brief.sections.flatMap(({ heading, text }) => [[heading], ...text.split('\n').map((line) => [line])]))
  text['!cols'] = [{ wch: 120 }]
  const book = utils.book_new()
  utils.book_append_sheet(book, figures, texts.figures[0])
  utils.book_append_sheet(book, text, texts.sectionText[0])
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
}
