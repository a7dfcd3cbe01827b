import { Link } from 'react-router'
import { measured, number } from '../../../kernel/grammar/amount.ts'
import type { MeasureUnit } from '../../../kernel/grammar/measure.ts'
import { Bars } from '../../../ui/charts/Bars.tsx'
import { Multiples } from '../../../ui/charts/Multiples.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Empty } from '../../../ui/States.tsx'
import type { CountiesCompared, CountyValue, PrefectureBoard } from '../contract.ts'
import { inOrder } from '../rank.ts'
import { texts } from '../texts.ts'
import { IndicatorList } from './IndicatorList.tsx'
import { Changed } from './Marks.tsx'

type Put = (change: Readonly<Record<string, string | undefined>>) => void
const axis = (value: number, unit: MeasureUnit) => `${number(value)}${unit === 'percent' ? '%' : unit === 'permille' ? '‰' : ''}`

/** One indicator at a time: who leads, who moved, and each county by quarter. */
export function Compare({ board, at, asked, put }: { board: PrefectureBoard; at: string | null; asked: string | undefined; put: Put }) {
  const shown = board.indicators.find(({ code }) => code === at) ?? board.indicators[0]
  return (
    <div className="board-sides">
      <IndicatorList board={board} at={shown?.code} asked={asked} put={put} />
      {shown ? <One board={board} one={shown} /> : <Empty title={texts.noneFound} />}
    </div>
  )
}

function One({ board, one }: { board: PrefectureBoard; one: CountiesCompared }) {
  const say = useSay()
  const names = new Map(board.counties.map(({ id, name }) => [id, name]))
  const ordered = inOrder(
    one.values.map((value) => ({ ...value, id: value.county })),
    one.better,
  )
  const whole = one.unit === 'count' ? undefined : one.whole
  const text = (value: CountyValue) => (value.few ? say(texts.few) : measured(value.value, one.unit))
  return (
    <div className="board-one">
      <div className="cw-between board-one-head">
        <h2>
          {say(one.text)}
          <span className="cw-muted cw-small"> {`${say(texts.whole)} ${measured(one.whole, one.unit)}`}</span>
        </h2>
        <Link className="cw-no-print" to={`/numbers/${one.code}?unit=county&grain=year&view=ranking`}>
          {say(texts.open)}
        </Link>
      </div>
      <Bars
        label={say(texts.ranking)}
        ordered={false}
        bars={ordered.map((value) => ({
          id: value.id,
          name: (
            <span className="board-name">
              <span className="board-rank">{value.rank ?? '—'}</span>
              {names.get(value.id)}
            </span>
          ),
          value: value.value,
          text: (
            <span className="board-bar-text" title={value.few ? say(texts.fewHelp) : undefined}>
              <strong>{text(value)}</strong>
              <Changed now={value.value} before={value.lastYear} about={one} />
              <Moved moved={value.moved} />
            </span>
          ),
        }))}
        {...(whole == null ? {} : { line: whole })}
      />
      <h3>{say(texts.multiples)}</h3>
      <Multiples
        label={say(texts.multiples)}
        smalls={ordered.map((value) => ({
          id: value.id,
          name: names.get(value.id),
          title: `${names.get(value.id)} ${say(one.text)} ${board.quarters[0]} – ${board.quarters[board.quarters.length - 1]}`,
          values: value.series,
          last: text(value),
        }))}
        format={(value) => axis(value, one.unit)}
      />
    </div>
  )
}

/** Places won or lost against last year. */
function Moved({ moved }: { moved: number | undefined }) {
  const say = useSay()
  if (moved === undefined) return <span className="board-moved cw-muted">{'—'}</span>
  if (moved === 0) return <span className="board-moved cw-muted">{say(texts.sameplace)}</span>
  return (
    <span className={`board-moved board-change-${moved > 0 ? 'good' : 'bad'}`}>
      {say(moved > 0 ? texts.won : texts.lost, { n: Math.abs(moved) })}
    </span>
  )
}
