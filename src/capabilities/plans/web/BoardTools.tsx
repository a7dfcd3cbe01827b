import { App, Button, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { widthOf } from '../../../ui/list/cells.tsx'
import { saveSheet, sheetOf } from '../../../ui/list/excel.ts'
import { Printed } from '../../../ui/list/Printed.tsx'
import { More } from '../../../ui/More.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import type { BoardAnswer, TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { type Grouping, groupings } from './board-rows.ts'
import { columns, sheetRows } from './board-sheet.ts'
import { ClosePlan } from './ClosePlan.tsx'

const names = { clause: words.byClause, status: words.byStatus, unit: words.byUnit } as const

/** Grouping, search (`children`), and the shown targets as a table: on paper (A4, lying) and as an Excel file. */
export function BoardTools(props: {
  board: BoardAnswer
  shown: readonly TargetNow[]
  grouping: Grouping
  onGroup: (by: Grouping) => void
  children: ReactNode
}) {
  const say = useSay()
  const { message } = App.useApp()
  const { board, shown, grouping, onGroup, children } = props
  const [printing, setPrinting] = useState(false)
  const title = say(words.boardFile, { plan: say(board.plan.name) })
  const toExcel = () =>
    saveSheet(title, sheetOf(sheetRows(board, shown, say), columns, say), columns.map(widthOf)).catch(
      () => void message.error(say(kit.excelFailed)),
    )
  const print = () => {
    document.body.classList.add('plan-printing')
    setPrinting(true)
  }
  const printed = () => {
    document.body.classList.remove('plan-printing')
    setPrinting(false)
  }
  return (
    <div className="plan-tools cw-no-print">
      <Radio.Group
        aria-label={say(words.group)}
        optionType="button"
        value={grouping}
        options={groupings.map((value) => ({ value, label: say(names[value]) }))}
        onChange={({ target }) => onGroup(groupings.find((one) => one === target.value) ?? 'clause')}
      />
      {children}
      <span className="cw-list-count" role="status">
        {say(words.allTargets, { count: shown.length })}
      </span>
      <More>
        <Button onClick={toExcel} disabled={shown.length === 0}>
          {say(kit.excel)}
        </Button>
        <Button onClick={print} disabled={shown.length === 0}>
          {say(kit.print)}
        </Button>
        <ClosePlan plan={board.plan} />
      </More>
      {printing && <Printed title={title} columns={columns} rows={sheetRows(board, shown, say)} done={printed} />}
    </div>
  )
}
