import { useState } from 'react'
import { Bars } from '../../ui/charts/Bars.tsx'
import type { Cell, Explanation, ListedIndicator, Share } from '../../ui/contract.ts'
import { measured, number } from '../../ui/formats.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { Failure, Loading } from '../../ui/States.tsx'
import { useExplanation } from '../useIndicators.ts'
import { signed } from './change.ts'
import { periodName } from './periods.ts'
import type { Question } from './question.ts'
import { Segments } from './Segments.tsx'
import { words } from './texts.ts'
import type { Ask } from './useQuestion.ts'
import { unitText } from './value.ts'

/** Contributions that a picture has room for; the others are summed. */
const most = 8
const dims = { organization: words.by_organization, disease: words.by_disease, township: words.by_township }
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
        <Reasons indicator={indicator} data={data} cell={cell} />
      ) : (
        <Loading />
      )}
    </section>
  )
}

function Reasons({ indicator, data, cell }: { indicator: ListedIndicator; data: Explanation; cell: Cell }) {
  const say = useSay()
  const { language } = useLanguage()
  const [chosen, choose] = useState<string>()
  if (data.change === null) return <p className="cw-muted">{say(words.noWhy)}</p>
  const offered = data.dims.filter(({ members }) => members.length > 0)
  const dim = offered.find((one) => one.dim === chosen) ?? offered[0]
  const nameOf = (name: string) => say(isKnown(name) ? dims[name] : words.by_other, { dim: name })
  return (
    <>
      <p className="cw-sentence">{say(data.sentence)}</p>
      {!dim ? (
        <p className="cw-muted">{say(words.noContributions)}</p>
      ) : (
        <>
          {offered.length > 1 && (
            <Segments
              label={say(words.why)}
              value={dim.dim}
              options={offered.map((one) => ({ value: one.dim, label: nameOf(one.dim) }))}
              onChange={choose}
            />
          )}
          <p className="cw-muted cw-small">
            {indicator.unit === 'percent' ? say(words.inPoints) : say(words.inUnit, { unit: say(unitText(indicator.unit)) })}
            {` · ${measured(data.from.value, indicator.unit)} → ${measured(data.to.value, indicator.unit)} (${periodName(cell.period, 'month', language)})`}
          </p>
          <Bars label={nameOf(dim.dim)} bars={barsOf(dim.members)} ordered={false} />
        </>
      )}
    </>
  )

  function barsOf(members: readonly Share[]) {
    const greatest = [...members]
      .filter(({ contribution }) => contribution !== 0)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    const rest = greatest.slice(most)
    const sum = rest.reduce((total, { contribution }) => total + contribution, 0)
    const bar = (id: string, name: string, value: number) => ({ id, name, value, text: shown(value), tone: toneOf(value) })
    return [
      ...greatest.slice(0, most).map(({ id, name, contribution }) => bar(id, name, contribution)),
      ...(rest.length ? [bar('…', say(words.otherMembers, { count: number(rest.length) }), sum)] : []),
    ]
  }
  /** Two places where one would hide all of it. */
  function shown(value: number) {
    return Math.abs(value) >= 0.05 ? signed(Number(value.toFixed(1))) : `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`
  }
  function toneOf(value: number) {
    if (indicator.better === 'neither') return 'quiet' as const
    return value > 0 === (indicator.better === 'higher') ? ('good' as const) : ('bad' as const)
  }
}
