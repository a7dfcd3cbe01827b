import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { Cell, ListedIndicator } from '../../ui/contract.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { TableBox } from '../../ui/TableBox.tsx'
import { ChangeMark } from './ChangeMark.tsx'
import { periodName } from './periods.ts'
import { mostCompared, type Question } from './question.ts'
import type { Sheet } from './sheet.ts'
import { comparedOf } from './TrendView.tsx'
import { words } from './texts.ts'
import type { Ask } from './useQuestion.ts'
import { changeUnit, valueText } from './value.ts'

type Address = (choices: Readonly<Record<string, string | undefined>>) => string
/** Units down, periods across, the newest beside its changes; every value opens onto its parts and its reasons. */
export function CellTable(props: { indicator: ListedIndicator; question: Question; sheet: Sheet; ask: Ask; address: Address }) {
  const { indicator, question, sheet, ask, address } = props
  const say = useSay()
  const { language } = useLanguage()
  const frame = useRef<HTMLDivElement>(null)
  const several = sheet.units.length > 1
  const compared = comparedOf(sheet, question.picks)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new sheet is looked at from its newest end
  useEffect(() => {
    const box = frame.current?.querySelector('.cw-table-box')
    if (box) box.scrollLeft = box.scrollWidth
  }, [sheet.periods.length, question.unit, question.grain])
  const tick = (id: string, on: boolean) =>
    ask({ pick: (on ? [...compared, id] : compared.filter((one) => one !== id)).slice(0, mostCompared).join(',') || undefined })
  const all = sheet.units.flatMap(({ id }) => sheet.periods.map((period) => sheet.cell(id, period)))
  const unit = say(changeUnit(indicator.unit))
  return (
    <div className="cw-cells" ref={frame}>
      <TableBox label={say(indicator.text)}>
        <table className="cw-table">
          <thead>
            <tr>
              <th scope="col">
                {say(question.unit === 'organization' || question.unit === 'township' ? words[question.unit] : words.unitName)}
              </th>
              {sheet.periods.map((period) => (
                <th key={period} scope="col" className="cw-number">
                  {periodName(period, question.grain, language, true)}
                </th>
              ))}
              <th scope="col" className="cw-number">{`${say(words.lastYear)} (${unit})`}</th>
              {question.grain !== 'year' && <th scope="col" className="cw-number">{`${say(words.before)} (${unit})`}</th>}
            </tr>
          </thead>
          <tbody>
            {sheet.units.map(({ id, name, outside }) => {
              const last = sheet.cell(id, sheet.last)
              return (
                <tr key={id}>
                  <th scope="row" title={name}>
                    {several && question.view === 'trend' ? (
                      <label className="cw-tick">
                        <input
                          type="checkbox"
                          className="cw-no-print"
                          aria-label={say(words.compare, { name })}
                          checked={compared.includes(id)}
                          disabled={!compared.includes(id) && compared.length >= mostCompared}
                          onChange={({ target }) => tick(id, target.checked)}
                        />
                        <span>{name}</span>
                      </label>
                    ) : (
                      name
                    )}
                    {outside && question.unit === 'organization' && <span className="cw-muted cw-small">{say(words.outsideCounty)}</span>}
                  </th>
                  {sheet.periods.map((period) => (
                    <td key={period} className="cw-number">
                      <Value indicator={indicator} cell={sheet.cell(id, period)} to={address({ cell: `${id}~${period}` })} />
                    </td>
                  ))}
                  <td className="cw-number">
                    <ChangeMark now={last?.value} before={last?.lastYear} indicator={indicator} bare />
                  </td>
                  {question.grain !== 'year' && (
                    <td className="cw-number">
                      <ChangeMark now={last?.value} before={last?.before} indicator={indicator} bare />
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableBox>
      {all.some((cell) => cell?.partial) && <p className="cw-muted cw-small">{say(words.notOver)}</p>}
      {all.some((cell) => cell?.suppressed) && <p className="cw-muted cw-small">{say(words.fewerNote)}</p>}
    </div>
  )
}

function Value({ indicator, cell, to }: { indicator: ListedIndicator; cell: Cell | undefined; to: string }) {
  const say = useSay()
  const text = valueText(cell, indicator.unit, say)
  if (!cell) return <span className="cw-muted">{text}</span>
  if (cell.suppressed) return <span title={say(words.fewerNote)}>{text}</span>
  return (
    <>
      <Link to={to} className="cw-num" title={say(words.valueOpens)} preventScrollReset>
        {text}
      </Link>
      {cell.partial && '*'}
    </>
  )
}
