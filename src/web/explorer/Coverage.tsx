import { measured, number } from '../../kernel/grammar/amount.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { CoveredUnit, Coverage as Resting } from '../../ui/contract.ts'
import { day } from '../../ui/formats.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { coveredBy } from './covered.ts'
import { periodName } from './periods.ts'
import { words } from './texts.ts'

/** How many names a line has room for. */
const fewNames = 5
const reports: Readonly<Record<string, Text>> = {
  open: words.reportOpen,
  missing: words.reportOpen,
  submitted: words.reportSubmitted,
  approved: words.reportApproved,
  returned: words.reportReturned,
}
const nameOf = ({ name, unit }: CoveredUnit) => name ?? unit

/** In one line who has data of the newest month and who has not. */
export function CoverageLine({ coverage, to }: { coverage: Resting; to: string }) {
  const say = useSay()
  const { language } = useLanguage()
  const all = coverage.units.length
  if (all === 0) return <p>{say(words.nobody)}</p>
  const { have, lack } = coveredBy(coverage, to)
  const month = periodName(to, 'month', language)
  const names = lack
    .slice(0, fewNames)
    .map(nameOf)
    .join(language === 'zh' ? '、' : ', ')
  return (
    <p>
      {lack.length === 0 ? say(words.allCovered, { all, month }) : say(words.someCovered, { all, have: have.length, month })}
      {lack.length > 0 && (
        <span className="cw-warn">
          {say(words.missing, { names: lack.length > fewNames ? say(words.andMore, { names, count: lack.length }) : names })}
        </span>
      )}
    </p>
  )
}

/** What the number rests on: who reported until when, rows without a residence or with a future date, and what no file can show. */
export function Coverage({ coverage, to, unseen }: { coverage: Resting; to: string; unseen: Text | undefined }) {
  const say = useSay()
  const { units, unknownResidence, future } = coverage
  const hidden = coverage.unseen ?? unseen
  const { have, lack } = coveredBy(coverage, to)
  return (
    <section aria-labelledby="cw-coverage">
      <h2 id="cw-coverage">{say(words.coverage)}</h2>
      <CoverageLine coverage={coverage} to={to} />
      {!!unknownResidence && <p>{say(words.unknownResidence, { share: measured(unknownResidence * 100, 'percent') })}</p>}
      {!!future && <p>{say(words.future, { count: number(future) })}</p>}
      {hidden && (
        <p>
          <strong>{say(words.unseen)}</strong> {say(hidden)}
        </p>
      )}
      {units.length > 0 && (
        <details className="cw-no-print">
          <summary>{say(words.untilWhen)}</summary>
          <table className="cw-table">
            <thead>
              <tr>
                <th scope="col">{say(words.organization)}</th>
                <th scope="col">{say(words.until)}</th>
                {units.some((unit) => unit.reports) && <th scope="col">{say(words.reported)}</th>}
              </tr>
            </thead>
            <tbody>
              {[...lack, ...have].map((unit) => (
                <tr key={unit.unit}>
                  <th scope="row">{nameOf(unit)}</th>
                  <td>{day(unit.lastDay)}</td>
                  {units.some((one) => one.reports) && <td>{unit.reports && say(reports[unit.reports] ?? words.reportOpen)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  )
}
