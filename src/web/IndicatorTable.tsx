import type { Indicator } from '../kernel/grammar/measure.ts'
import type { Cell, IndicatorAnswer } from '../ui/contract.ts'
import { day, measured, month, number } from '../ui/formats.ts'
import { useLanguage, useSay } from '../ui/language.tsx'
import { Num } from '../ui/Num.tsx'
import { TableBox } from '../ui/TableBox.tsx'
import { texts } from '../ui/texts.ts'
import { rowsBehind } from './lists.ts'

/** Institutions down, months across; every number opens onto its rows. */
export function IndicatorTable({
  indicator,
  months,
  answer,
  unit,
}: {
  indicator: Indicator
  months: readonly string[]
  answer: IndicatorAnswer
  unit: string
}) {
  const say = useSay()
  const { language } = useLanguage()
  const units = [...new Map(answer.cells.map((cell) => [cell.unit.id, cell.unit])).values()]
  const cells = new Map(answer.cells.map((cell) => [`${cell.unit.id} ${cell.period}`, cell]))
  const last = new Map(answer.coverage.map((one) => [typeof one.unit === 'string' ? one.unit : one.unit.id, one.lastDay]))
  return (
    <TableBox label={say(indicator.text)}>
      <table className="cw-table">
        <thead>
          <tr>
            <th scope="col">{say(texts.institution)}</th>
            {months.map((period) => (
              <th key={period} scope="col" className="cw-number">
                {month(period, language).replace(/^\d{4}年|\s\d{4}$/, '')}
              </th>
            ))}
            <th scope="col">{say(texts.lastDay)}</th>
          </tr>
        </thead>
        <tbody>
          {units.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              {months.map((period) => (
                <td key={period} className="cw-number">
                  <Value indicator={indicator} cell={cells.get(`${one.id} ${period}`)} unit={unit} />
                </td>
              ))}
              <td>{day(last.get(one.id))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

function Value({ indicator, cell, unit }: { indicator: Indicator; cell: Cell | undefined; unit: string }) {
  const say = useSay()
  if (!cell) return <span className="cw-muted">{measured(null, indicator.unit)}</span>
  const behind = rowsBehind(indicator)
  // Rows are asked for by organisation; a township's rows, and those of all that lies outside, have no such address.
  const opens = behind && unit !== 'township' && (unit === 'organization' || !cell.unit.outside)
  const where = new URLSearchParams({
    part: behind?.numerator ?? '',
    month: cell.period,
    indicator: indicator.code,
    unit: cell.unit.name,
    ...(unit === 'organization' ? { org: cell.unit.id } : {}),
  })
  return (
    <Num
      text={measured(cell.value, indicator.unit)}
      to={opens ? `/lists/${behind.list}?${where}` : undefined}
      detail={
        cell.denominator === undefined
          ? undefined
          : say(texts.fraction, { numerator: number(cell.numerator), denominator: number(cell.denominator) })
      }
    />
  )
}
