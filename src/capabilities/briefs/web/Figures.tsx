import { Link } from 'react-router'
import { measured } from '../../../kernel/grammar/amount.ts'
import { changeOf, signed } from '../../../kernel/grammar/change.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import type { BriefFigure } from '../shape.ts'
import { texts } from '../texts.ts'

/** The figures of the brief; each opens its number in that month. `changed`: what it is now, where it is another. */
export function Figures({
  figures,
  month,
  changed,
}: {
  figures: readonly BriefFigure[]
  month: string
  changed: ReadonlyMap<string, number | null>
}) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <table className="cw-table brief-figures">
      <caption>{say(texts.figures)}</caption>
      <thead>
        <tr>
          <th>{say(texts.indicator)}</th>
          <th className="cw-number">{say(texts.value)}</th>
          <th className="cw-number">{say(texts.monthChange)}</th>
          <th className="cw-number">{say(texts.yearChange)}</th>
        </tr>
      </thead>
      <tbody>
        {figures
          .filter(({ value, before, lastYear }) => value !== null || before !== null || lastYear !== null)
          .map((figure) => (
            <tr key={figure.code}>
              <td>
                <Link to={`/numbers/${figure.code}?grain=month&unit=county&to=${month}`}>
                  {language === 'zh' ? figure.name : figure.nameEn}
                </Link>
              </td>
              <td className="cw-number">
                {measured(figure.value, figure.unit)}
                {changed.has(figure.code) && <div className="cw-bad">{`→ ${measured(changed.get(figure.code) ?? null, figure.unit)}`}</div>}
              </td>
              <Changed figure={figure} then={figure.before} />
              <Changed figure={figure} then={figure.lastYear} />
            </tr>
          ))}
      </tbody>
    </table>
  )
}

function Changed({ figure, then }: { figure: BriefFigure; then: number | null }) {
  const change = changeOf(figure.value, then, figure)
  if (!change) return <td className="cw-number cw-muted">—</td>
  const colour = change.verdict === 'good' ? 'brief-good' : change.verdict === 'bad' ? 'cw-bad' : ''
  return <td className={`cw-number ${colour}`}>{`${signed(change.amount)}${change.points ? '' : '%'}`}</td>
}
