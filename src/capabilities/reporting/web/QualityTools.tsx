import { App, Button } from 'antd'
import { useCallback, useState } from 'react'
import { rounded } from '../../../kernel/grammar/amount.ts'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { useSay } from '../../../ui/language.tsx'
import { widthOf } from '../../../ui/list/cells.tsx'
import { saveSheet, sheetOf } from '../../../ui/list/excel.ts'
import { Printed } from '../../../ui/list/Printed.tsx'
import { More } from '../../../ui/More.tsx'
import { texts as words } from '../../../ui/texts.ts'
import type { QualityRow } from '../contract.ts'
import { type Check, countsOf, groupOf } from '../quality.ts'
import { texts } from '../texts.ts'

const share = (good: number, all: number) => (all ? rounded((good / all) * 100, 'percent') : null)

/** The month's quality as an Excel file and on paper: percentages as on the page, beside each check how many rows fail it. */
export function QualityTools({ month, rows, present }: { month: string; rows: readonly QualityRow[]; present: readonly Check[] }) {
  const say = useSay()
  const { message } = App.useApp()
  const [printing, setPrinting] = useState(false)
  const printed = useCallback(() => setPrinting(false), [])
  const title = `${say(texts.quality)} ${month}`
  const nameOf = (check: Check): readonly [string, string] => {
    const [zh, en] = groupOf(check).list === 'visits' ? texts.visits : texts.admissions
    return [`${zh}：${check.text[0]}`, `${en}: ${check.text[1]}`]
  }
  const percent = ([zh, en]: readonly [string, string]) => [`${zh}（%）`, `${en} (%)`] as const
  const failing = ([zh, en]: readonly [string, string]) => [`${zh}，${texts.failing[0]}`, `${en}, ${texts.failing[1]}`] as const
  const columns: readonly ListColumn[] = [
    { name: 'organization', text: texts.organization, kind: 'text', width: 200 },
    ...present.flatMap((check, i): ListColumn[] => [
      { name: `share${i}`, text: percent(nameOf(check)), kind: 'number', width: 112 },
      { name: `failing${i}`, text: failing(nameOf(check)), kind: 'number', width: 112 },
    ]),
    { name: 'linked', text: percent(texts.linkage), kind: 'number', width: 112 },
    { name: 'matched', text: percent(texts.matched), kind: 'number', width: 112 },
  ]
  const sheet = rows.map((row) => ({
    id: row.organization.id,
    organization: row.organization.name,
    ...Object.fromEntries(
      present.flatMap((check, i) => {
        const { rows: all, failing } = countsOf(row, check)
        return [
          [`share${i}`, share(all - failing, all)],
          [`failing${i}`, all ? failing : null],
        ]
      }),
    ),
    linked: share(row.linked, row.patients),
    matched: share(row.matched, row.settled),
  }))
  const toExcel = () =>
    saveSheet(title, sheetOf(sheet, columns, say), columns.map(widthOf)).catch(() => void message.error(say(words.excelFailed)))
  return (
    <div className="cw-row cw-gap cw-no-print">
      <More>
        <Button onClick={toExcel}>{say(words.excel)}</Button>
        <Button onClick={() => setPrinting(true)}>{say(words.print)}</Button>
      </More>
      {printing && <Printed title={title} columns={columns} rows={sheet} done={printed} />}
    </div>
  )
}
