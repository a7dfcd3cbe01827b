import { number } from '../../../kernel/grammar/amount.ts'
import { type Say, useSay } from '../../../ui/language.tsx'
import { NumberHeads } from '../../../ui/NumberHeads.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import { casesOf } from '../ranking.ts'
import type { Outflow, Ranked, Specialty } from '../shape.ts'
import { firstLevel, type Subject, subjects } from '../subjects.ts'
import { texts } from '../texts.ts'
import { figure } from './columns.ts'
import { label } from './RankTable.tsx'

/** Why a specialty counts as lacking, in words; else who has it. */
export function reasonOf({ id, reasons, stayed, at }: Specialty, say: Say): string {
  const above = id in subjects ? say(subjects[firstLevel(id as Subject)] ?? texts.none) : ''
  const words = reasons.map((reason) =>
    reason === 'share'
      ? say(texts.share, { stayed: number(stayed, 1) })
      : reason === 'general'
        ? say(texts.general, { above })
        : say(texts.none),
  )
  return [...words, ...(at.length ? [say(texts.hasIt, { at: at.join('、') })] : [])].join('；')
}
const sum = (years: Ranked['years'], of: 'totalFen' | 'fundFen') => years.reduce((fen, year) => fen + year[of], 0) / 1_000_000

/** What leaves by the specialty that would treat it, and which of them the county lacks. */
export function Specialties({ answer, nameOf }: { answer: Outflow; nameOf: (row: Ranked) => string }) {
  const say = useSay()
  return (
    <>
      <p className="cw-muted cw-small">{say(texts.specialtyHelp, { below: answer.below })}</p>
      <TableBox label={say(texts.bySpecialty)}>
        <table className="cw-table outflow-table outflow-specialties">
          <thead>
            <tr>
              <th scope="col">{say(texts.specialty)}</th>
              <th scope="col">{say(texts.suggested)}</th>
              {answer.years.map(([from, to]) => (
                <th key={to} scope="col" className="cw-number" title={`${from} – ${to}`}>
                  {`${say(texts.cases)} ${label(to)}`}
                </th>
              ))}
              <NumberHeads of={[texts.together, texts.total, texts.fund, texts.stayed]} />
              <th scope="col">{say(texts.reason)}</th>
            </tr>
          </thead>
          <tbody>
            {answer.specialties.map((row) => (
              <tr key={row.id} aria-current={row.suggested === true}>
                <th scope="row">{nameOf(row)}</th>
                <td>{row.suggested ? <strong>{say(texts.yes)}</strong> : ''}</td>
                {row.years.map((year, at) => (
                  <td key={answer.years[at]?.[1]} className="cw-number">
                    {number(year.cases)}
                  </td>
                ))}
                <td className="cw-number">{number(casesOf(row))}</td>
                <td className="cw-number">{figure(sum(row.years, 'totalFen'), 1)}</td>
                <td className="cw-number">{figure(sum(row.years, 'fundFen'), 1)}</td>
                <td className="cw-number">{figure(row.stayed, 1)}</td>
                <td className="outflow-wrap">{reasonOf(row, say)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}
