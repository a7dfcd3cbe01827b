import { useState } from 'react'
import { measured, number } from '../../kernel/grammar/amount.ts'
import { signed } from '../../kernel/grammar/change.ts'
import type { Grain } from '../../kernel/grammar/period.ts'
import { type Bar, Bars } from '../../ui/charts/Bars.tsx'
import type { Cell, Explanation, ListedIndicator, Share } from '../../ui/contract.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { Failure, Loading } from '../../ui/States.tsx'
import { useExplanation } from '../useIndicators.ts'
import { periodName } from './periods.ts'
import type { Question } from './question.ts'
import { Segments } from './Segments.tsx'
import { words } from './texts.ts'
import type { Ask } from './useQuestion.ts'
import { unitText } from './value.ts'

const dims = {
  organization: words.by_organization,
  disease: words.by_disease,
  township: words.by_township,
  county: words.by_county,
}
const isKnown = (dim: string): dim is keyof typeof dims => dim in dims

/** Why a value is another than a year or a period ago: a sentence, and how much each institution, disease or township brought. */
export function Why({ indicator, question, cell, ask }: { indicator: ListedIndicator; question: Question; cell: Cell; ask: Ask }) {
  const say = useSay()
  const { against, grain, unit, variant } = question
  const { data, error, refetch } = useExplanation(indicator.code, { period: cell.period, grain, unit, of: cell.unit.id, against, variant })
  return (
    <section className="cw-why" aria-labelledby="cw-why">
      <div className="cw-between">
        <h2 id="cw-why">{say(words.why)}</h2>
        {grain !== 'year' && (
          <Segments
            label={say(words.against)}
            value={against}
            options={[
              { value: 'lastYear', label: say(words.againstYear) },
              { value: 'before', label: say(words.againstBefore) },
            ]}
            onChange={(chosen) => ask({ against: chosen === 'before' ? chosen : undefined })}
          />
        )}
      </div>
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data ? (
        <Reasons indicator={indicator} data={data} cell={cell} grain={grain} />
      ) : (
        <Loading />
      )}
    </section>
  )
}

function Reasons({ indicator, data, cell, grain }: { indicator: ListedIndicator; data: Explanation; cell: Cell; grain: Grain }) {
  const say = useSay()
  const { language } = useLanguage()
  const [chosen, choose] = useState<string>()
  const offered = data.dims.filter(({ members }) => members.some(({ contribution }) => contribution !== 0))
  const dim = offered.find((one) => one.dim === chosen) ?? offered[0]
  const nameOf = (name: string) => say(isKnown(name) ? dims[name] : words.by_other, { dim: name })
  const unit = indicator.unit === 'percent' ? words.inPoints : words.inUnit
  const span = `${measured(data.from.value, indicator.unit)} → ${measured(data.to.value, indicator.unit)} (${periodName(cell.period, grain, language)})`
  return (
    <>
      <p className="cw-sentence">{say(data.sentence)}</p>
      {dim && (
        <>
          {offered.length > 1 && (
            <Segments
              label={say(words.why)}
              value={dim.dim}
              options={offered.map((one) => ({ value: one.dim, label: nameOf(one.dim) }))}
              onChange={choose}
            />
          )}
          <p className="cw-muted cw-small">{`${say(unit, { unit: say(unitText(indicator.unit)) })} · ${span}`}</p>
          <Bars label={nameOf(dim.dim)} bars={dim.members.filter(({ contribution }) => contribution !== 0).map(barOf)} ordered={false} />
        </>
      )}
      {data.parts && <PartTable parts={data.parts} />}
      {!dim && !data.parts && data.change !== null && <p className="cw-muted">{say(words.noContributions)}</p>}
    </>
  )

  function barOf({ id, name, contribution }: Share): Bar {
    const tone = indicator.better === 'neither' ? 'quiet' : contribution > 0 === (indicator.better === 'higher') ? 'good' : 'bad'
    return { id, name, value: contribution, text: shown(contribution), tone }
  }
  /** Two places where one would hide all of it. */
  function shown(value: number) {
    if (indicator.unit === 'count') return signed(value).replace(/\.0$/, '')
    return Math.abs(value) >= 0.05 ? signed(Number(value.toFixed(1))) : `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`
  }
}

/** The parts of a value that cannot be taken apart, in both periods. */
function PartTable({ parts }: { parts: NonNullable<Explanation['parts']> }) {
  const say = useSay()
  return (
    <table className="cw-table">
      <thead>
        <tr>
          <th scope="col">{say(words.part)}</th>
          <th scope="col" className="cw-number">
            {say(words.then)}
          </th>
          <th scope="col" className="cw-number">
            {say(words.now)}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ text, before, now }) => (
          <tr key={text[1]}>
            <th scope="row">{say(text)}</th>
            <td className="cw-number">{number(before)}</td>
            <td className="cw-number">{number(now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
