import { Link } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import type { TargetAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { Over, TargetMark } from './StatusMark.tsx'
import { figure, goalText, numberAddress, unitWord, valueText } from './value.ts'

/** Where a target stands: now and its goal in large figures, standing and why, what was planned, what is to be expected. */
export function TargetHead({ answer: { target } }: { answer: TargetAnswer }) {
  const say = useSay()
  const { now, unit, baseline, planned, forecast, lastYear, before, left } = target
  const value = (worth: number | undefined) => valueText(worth, unit, say)
  const facts: readonly (readonly [string, string] | undefined)[] = [
    baseline && [`${say(words.baseline)} ${baseline.day}`, value(baseline.value)],
    planned === undefined ? undefined : [say(words.planned), value(planned)],
    forecast && [say(words.forecast), `${value(forecast.value)} (${value(forecast.low)} – ${value(forecast.high)})`],
    lastYear === undefined ? undefined : [say(words.lastYear), value(lastYear)],
    before === undefined ? undefined : [say(words.before), value(before)],
  ]
  const address = numberAddress(target)
  return (
    <div className="plan-headline">
      <div>
        <p className="cw-muted">{[say(words.now), now?.period ?? now?.day].filter(Boolean).join(' ')}</p>
        <p className="plan-figure-large">
          {figure(now?.value, unit, say)}
          {now && <small>{unitWord(unit, say)}</small>}
        </p>
        {address && <Link to={address}>{say(words.openNumber)}</Link>}
      </div>
      <div>
        <p className="cw-muted">{`${say(words.goal)} ${say(words.by, { day: target.deadline })}`}</p>
        <p className="plan-figure-large">{goalText(target, say)}</p>
        {target.responsible && <span className="cw-muted">{target.responsible.name}</span>}
      </div>
      <div className="plan-headline-why">
        <p>
          <TargetMark target={target} />
          <Over target={target} />
        </p>
        <p className="plan-why">{left === undefined ? say(target.why) : say(words.leftWhy, { reason: left })}</p>
        <dl>
          {facts.map(
            (fact) =>
              fact && (
                <div key={fact[0]}>
                  <dt>{fact[0]}</dt>
                  <dd>{fact[1]}</dd>
                </div>
              ),
          )}
        </dl>
      </div>
    </div>
  )
}
