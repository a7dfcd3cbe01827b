import { measured, rounded } from '../../kernel/grammar/amount.ts'
import { changeOf } from '../../kernel/grammar/change.ts'
import { periodOfMonth } from '../../kernel/grammar/period.ts'
import type { Language, Text } from '../../kernel/grammar/texts.ts'
import type { Cell, Coverage, ListedIndicator } from '../../ui/contract.ts'
import { day, minute } from '../../ui/formats.ts'
import type { Say } from '../../ui/language.tsx'
import { guard } from '../../ui/list/excel.ts'
import { coveredBy } from './covered.ts'
import { kindNames } from './kinds.ts'
import { periodName } from './periods.ts'
import type { Question } from './question.ts'
import type { Sheet } from './sheet.ts'
import { words } from './texts.ts'
import { changeUnit, unitText } from './value.ts'

type Field = string | number | null
export type Exported = {
  indicator: ListedIndicator
  question: Question
  sheet: Sheet
  coverage: Coverage
  say: Say
  language: Language
}

/** The table as on the screen: the same units, periods and changes; values as numbers, rounded as they are shown. */
export function tableOf({ indicator, question: { grain, unit }, sheet, say, language }: Exported): Field[][] {
  const value = (cell: Cell | undefined): Field =>
    cell?.suppressed ? say(words.fewer) : cell?.value == null ? null : rounded(cell.value, indicator.unit)
  const change = (cell: Cell | undefined, before: number | null | undefined) => changeOf(cell?.value, before, indicator)?.amount ?? null
  const head = (text: Text) => `${say(text)} (${say(changeUnit(indicator.unit))})`
  const withBefore = grain !== 'year'
  return [
    [
      say(words[unit]),
      ...sheet.periods.map((period) => periodName(period, grain, language)),
      head(words.lastYear),
      ...(withBefore ? [head(words.before)] : []),
    ],
    ...sheet.units.map(({ id, name }) => {
      const last = sheet.cell(id, sheet.last)
      return [
        guard(name),
        ...sheet.periods.map((period) => value(sheet.cell(id, period))),
        change(last, last?.lastYear),
        ...(withBefore ? [change(last, last?.before)] : []),
      ]
    }),
  ]
}

/** What the numbers are, what was asked, and what they rest on: a name and its text on each line. */
export function notesOf({ indicator, question, sheet, coverage, say, language }: Exported, now: string): Field[][] {
  const { grain, from, to } = question
  const span = [from, to].map((month) => periodName(periodOfMonth(month, grain), grain, language)).join(' – ')
  const { have, lack } = coveredBy(coverage, to)
  const cells = sheet.units.flatMap(({ id }) => sheet.periods.map((period) => sheet.cell(id, period)))
  const unseen = coverage.unseen ?? indicator.unseen
  const lines: (readonly [Text, string] | undefined)[] = [
    [words.name, say(indicator.text)],
    [words.code, [indicator.code, ...(indicator.sets ?? [])].join(' · ')],
    indicator.reading && [words.reading, say(indicator.reading)],
    [words.unitOfValue, say(unitText(indicator.unit))],
    [words.grain, say(words[grain])],
    [words.unit, say(words[question.unit])],
    question.kind && [words.kind, say(kindNames[question.kind])],
    [words.timeSpan, span],
    [words.structure, say(question.structure === 'today' ? words.ofToday : words.ofPeriod)],
    [words.about, say(indicator.definition)],
    [words.formula, say(indicator.formulaText)],
    [words.source, indicator.source],
    [words.direction, say(words[indicator.better])],
    coverage.units.length > 0
      ? [
          words.coverage,
          say(lack.length ? words.someCovered : words.allCovered, {
            all: coverage.units.length,
            have: have.length,
            month: periodName(to, 'month', language),
          }),
        ]
      : undefined,
    lack.length > 0 ? [words.reportOpen, lack.map(({ name, unit, lastDay }) => `${name ?? unit} (${day(lastDay)})`).join('; ')] : undefined,
    coverage.unknownResidence
      ? [words.coverage, say(words.unknownResidence, { share: measured(coverage.unknownResidence * 100, 'percent') })]
      : undefined,
    unseen && [words.unseen, say(unseen)],
    cells.some((cell) => cell?.suppressed) ? [words.fewer, say(words.fewerNote)] : undefined,
    cells.some((cell) => cell?.partial) ? [words.at, say(words.notOver)] : undefined,
    [words.exportedAt, minute(now)],
  ]
  return lines.flatMap((line) => (line ? [[guard(say(line[0])), guard(line[1])]] : []))
}

/** Saves the table and its notes as two sheets of one file. The writer (over 100 kB) is fetched when it is first needed. */
export async function saveBook(exported: Exported): Promise<void> {
  const { utils, writeFile } = await import('@e965/xlsx')
  const book = utils.book_new()
  const name = exported.say(exported.indicator.text)
  const add = (rows: Field[][], title: string, widths: readonly number[]) => {
    const made = utils.aoa_to_sheet(rows)
    made['!cols'] = widths.map((wpx) => ({ wpx }))
    // Excel allows 31 characters and none of \ / ? * [ ] : in a sheet's name.
    utils.book_append_sheet(book, made, title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))
  }
  add(tableOf(exported), name, [180, ...exported.sheet.periods.map(() => 88), 104, 104])
  add(notesOf(exported, new Date().toISOString()), exported.say(words.sheetAbout), [120, 640])
  writeFile(book, `${name.replace(/[\\/?*:|"<>]/g, ' ')}.xlsx`, { compression: true })
}
