import type { Say } from '../../../ui/language.tsx'
import { guard } from '../../../ui/list/excel.ts'
import { casesOf } from '../ranking.ts'
import type { Outflow, Ranked } from '../shape.ts'
import { texts } from '../texts.ts'
import { label } from './RankTable.tsx'
import { reasonOf } from './Specialties.tsx'

type Sheet = (string | number | null)[][]
const round = (value: number | null, digits: number) => (value === null ? null : Number(value.toFixed(digits)))

/** Townships as they stand on the screen. */
export const townshipSheet = ({ townships }: Outflow, say: Say): Sheet => [
  [
    ...[texts.township, texts.cases, texts.persons, texts.personYears, texts.crude, texts.adjusted, texts.expected, texts.ratio].map(
      (text) => say(text),
    ),
    `${say(texts.interval)} −`,
    `${say(texts.interval)} +`,
  ],
  ...townships.map((row) => [
    ...[guard(say(row.name)), row.cases, row.persons, row.personYears, round(row.crude, 2), round(row.adjusted, 2), round(row.expected, 1)],
    ...[row.ratio, row.low, row.high].map((value) => round(value, 3)),
  ]),
]

/** Specialties as they stand on the screen. */
export const specialtySheet = (answer: Outflow, nameOf: (row: Ranked) => string, say: Say): Sheet => [
  [
    ...[texts.specialty, texts.suggested].map((text) => say(text)),
    ...answer.years.map(([, to]) => `${say(texts.cases)} ${label(to)}`),
    ...[texts.together, texts.total, texts.fund, texts.stayed, texts.reason].map((text) => say(text)),
  ],
  ...answer.specialties.map((row) => {
    const tenThousand = (of: 'totalFen' | 'fundFen') => round(row.years.reduce((fen, year) => fen + year[of], 0) / 1_000_000, 1)
    return [
      ...[guard(nameOf(row)), row.suggested ? say(texts.yes) : '', ...row.years.map(({ cases }) => cases), casesOf(row)],
      ...[tenThousand('totalFen'), tenThousand('fundFen'), round(row.stayed, 1), guard(reasonOf(row, say))],
    ]
  }),
]
