import { useState } from 'react'
import type { Indicator } from '../kernel/grammar/measure.ts'
import { Chart } from '../ui/Chart.tsx'
import { Choice } from '../ui/Choice.tsx'
import type { IndicatorAnswer } from '../ui/contract.ts'
import { measured, today } from '../ui/formats.ts'
import { useSay } from '../ui/language.tsx'
import { Empty, Failure, Loading } from '../ui/States.tsx'
import { texts } from '../ui/texts.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { useCells } from './useIndicators.ts'

const directions = { higher: texts.higherBetter, lower: texts.lowerBetter, neither: texts.neitherBetter } as const
const units = {
  count: texts.unitCount,
  percent: texts.unitPercent,
  yuan: texts.unitYuan,
  minutes: texts.unitMinutes,
  days: texts.unitDays,
} as const

/** One indicator: what it means, its months, its institutions. */
export function IndicatorSheet({ indicator }: { indicator: Indicator }) {
  const say = useSay()
  const thisYear = Number(today().slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const [unit, setUnit] = useState('organization')
  const { data, error, refetch } = useCells(indicator.code, year, unit)
  return (
    <div className="cw-sheet">
      <div className="cw-between">
        <h1>{`${say(indicator.text)} (${say(units[indicator.unit])})`}</h1>
        <div className="cw-row">
          <Choice
            label={say(texts.unitOf)}
            value={unit}
            options={[
              { value: 'organization', label: say(texts.byOrganization) },
              { value: 'township', label: say(texts.byTownship) },
              { value: 'county', label: say(texts.byCounty) },
            ]}
            onChange={(value) => value && setUnit(value)}
          />
          <Choice
            label={say(texts.year)}
            value={String(year)}
            options={Array.from({ length: 8 }, (_, at) => ({ value: String(thisYear - at), label: String(thisYear - at) }))}
            onChange={(value) => value && setYear(Number(value))}
          />
        </div>
      </div>
      <p className="cw-muted">
        {[say(indicator.definition), say(directions[indicator.better]), `${say(texts.source)}: ${indicator.source}`].join(' · ')}
      </p>
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <Filled indicator={indicator} year={year} answer={data} unit={unit} />
      )}
    </div>
  )
}

function Filled({ indicator, year, answer, unit }: { indicator: Indicator; year: number; answer: IndicatorAnswer; unit: string }) {
  const say = useSay()
  if (answer.cells.length === 0) return <Empty title={texts.noCells} />
  const months = Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
  const points = months.map((period) => ({ label: String(Number(period.slice(5))), value: together(indicator, answer, period) }))
  return (
    <>
      <Chart
        title={say(texts.trend, { name: say(indicator.text) })}
        points={points}
        format={(value) => measured(value, indicator.unit)}
        kind={indicator.denominator ? 'line' : 'bar'}
      />
      <IndicatorTable indicator={indicator} months={months} answer={answer} unit={unit} />
    </>
  )
}

/** All units of a month that make up the county in one value: parts are summed first and divided then, never averaged. */
function together({ denominator, scale = 1 }: Indicator, { cells }: IndicatorAnswer, period: string): number | null {
  const month = cells.filter((cell) => cell.period === period && !cell.unit.outside)
  if (month.length === 0) return null
  const top = month.reduce((sum, cell) => sum + cell.numerator, 0)
  if (!denominator) return top * scale
  const bottom = month.reduce((sum, cell) => sum + (cell.denominator ?? 0), 0)
  return bottom === 0 ? null : (top / bottom) * scale
}
