import { Modal } from 'antd'
import type { Cell, ListedIndicator } from '../../ui/contract.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { ChangeMark } from './ChangeMark.tsx'
import { FiledFigure } from './FiledFigure.tsx'
import { PartLinks } from './PartLinks.tsx'
import { periodName } from './periods.ts'
import type { Question } from './question.ts'
import type { Sheet } from './sheet.ts'
import { words } from './texts.ts'
import type { Ask } from './useQuestion.ts'
import { unitText, valueText } from './value.ts'
import { Why } from './Why.tsx'

/** One value opened: what it is made of, with the way to its rows, and why it is another than before. Esc and the back button close it. */
export function CellPanel({ indicator, question, sheet, ask }: { indicator: ListedIndicator; question: Question; sheet: Sheet; ask: Ask }) {
  const say = useSay()
  const { language } = useLanguage()
  const { cell: opened, grain } = question
  const cell = opened && sheet.cell(opened.unit, opened.period)
  if (!cell) return null
  const title = [cell.unit.name, periodName(cell.period, grain, language), say(indicator.text)].join(' · ')
  const sign = indicator.unit === 'percent' || indicator.unit === 'permille'
  return (
    <Modal
      open
      title={title}
      footer={null}
      width={760}
      className="cw-cell-panel"
      onCancel={() => ask({ cell: undefined, against: undefined })}
    >
      <div className="cw-cell">
        <p className="cw-figure-large">
          {valueText(cell, indicator.unit, say)}
          {!sign && <small>{say(unitText(indicator.unit))}</small>}
          {cell.partial && <small>{'*'}</small>}
        </p>
        <dl>
          <div>
            <dt>{say(words.lastYear)}</dt>
            <dd>
              <ChangeMark now={cell.value} before={cell.lastYear} indicator={indicator} />
            </dd>
          </div>
          {grain !== 'year' && (
            <div>
              <dt>{say(words.before)}</dt>
              <dd>
                <ChangeMark now={cell.value} before={cell.before} indicator={indicator} />
              </dd>
            </div>
          )}
        </dl>
      </div>
      <FiledFigure code={indicator.code} question={question} cell={cell} />
      {cell.partial && <p className="cw-muted cw-small">{say(words.notOver)}</p>}
      {cell.suppressed ? <p>{say(words.fewerNote)}</p> : <Opened indicator={indicator} question={question} cell={cell} ask={ask} />}
    </Modal>
  )
}

function Opened({ indicator, question, cell, ask }: { indicator: ListedIndicator; question: Question; cell: Cell; ask: Ask }) {
  const say = useSay()
  const { numerator, denominator } = cell
  return (
    <>
      <h2>{say(words.parts)}</h2>
      <p className="cw-muted">{say(indicator.formulaText)}</p>
      <PartLinks side="numerator" total={numerator} indicator={indicator} question={question} cell={cell} />
      {denominator !== undefined && (
        <PartLinks side="denominator" total={denominator} indicator={indicator} question={question} cell={cell} />
      )}
      <Why indicator={indicator} question={question} cell={cell} ask={ask} />
    </>
  )
}
