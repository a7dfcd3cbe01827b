import { number } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import { NumberHeads } from '../../../ui/NumberHeads.tsx'
import { Empty } from '../../../ui/States.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { Outflow, TownshipRate } from '../shape.ts'
import { texts } from '../texts.ts'
import { figure } from './columns.ts'

/** Whether a township is surely above or below the county: its interval does not hold 1. */
const standing = ({ low, high }: TownshipRate) => (low !== null && low > 1 ? 'above' : high !== null && high < 1 ? 'below' : undefined)
const marks = { above: '▲', below: '▼' } as const

/** Townships by where people live: crude, adjusted directly, and observed to expected with its interval. */
export function Townships({ answer: { townships, unknown } }: { answer: Outflow }) {
  const say = useSay()
  if (!townships.length) return <Empty title={texts.noLiving} />
  const heads = [texts.cases, texts.persons, texts.personYears, texts.crude, texts.adjusted, texts.expected, texts.ratio, texts.interval]
  const rows = [...townships].sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0))
  const told = { township: unknown.township ?? '<5', age: unknown.age ?? '<5' }
  return (
    <>
      <p className="cw-muted cw-small">{`${say(texts.rateHelp)} ${say(texts.unknown, told)}`}</p>
      <TableBox label={say(texts.byTownship)}>
        <table className="cw-table">
          <thead>
            <tr>
              <th scope="col">{say(texts.township)}</th>
              <NumberHeads of={heads} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const mark = standing(row)
              return (
                <tr key={row.id}>
                  <th scope="row">{say(row.name)}</th>
                  <td className="cw-number">{number(row.cases)}</td>
                  <td className="cw-number">{number(row.persons)}</td>
                  <td className="cw-number">{number(row.personYears)}</td>
                  <td className="cw-number">{figure(row.crude, 1)}</td>
                  <td className="cw-number">{figure(row.adjusted, 1)}</td>
                  <td className="cw-number">{figure(row.expected, 1)}</td>
                  <td className={mark === 'above' ? 'cw-number cw-bad' : 'cw-number'}>
                    {`${mark ? `${marks[mark]} ` : ''}${row.ratio?.toFixed(2) ?? '—'}`}
                  </td>
                  <td className="cw-number">{row.low === null ? '—' : `${row.low.toFixed(2)}–${row.high?.toFixed(2)}`}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}
