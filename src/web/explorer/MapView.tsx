import { Regions } from '../../ui/charts/Regions.tsx'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../ui/States.tsx'
import { useBoundaries } from '../useIndicators.ts'
import { PeriodChoice } from './PeriodChoice.tsx'
import { periodName } from './periods.ts'
import type { PictureOf } from './picture-of.ts'
import { words } from './texts.ts'
import { valueText } from './value.ts'

/** The townships in colours of their value; a township opens its cell. */
export function MapView({ indicator, question, sheet, ask }: PictureOf) {
  const say = useSay()
  const { language } = useLanguage()
  const boundaries = useBoundaries()
  if (boundaries.error) return <Failure error={boundaries.error} retry={() => void boundaries.refetch()} />
  if (!boundaries.data) return <Loading />
  if (boundaries.data.features.length === 0) return <Empty title={words.noMap} help={words.noMapHelp} />
  const period = sheet.periods.includes(question.at) ? question.at : sheet.last
  const names = new Map(sheet.units.map(({ id, name }) => [id, name]))
  return (
    <>
      <p className="cw-row">
        <PeriodChoice question={question} sheet={sheet} period={period} ask={ask} />
      </p>
      <Regions
        title={say(words.mapTitle, { name: say(indicator.text), period: periodName(period, question.grain, language) })}
        boundaries={boundaries.data}
        regions={boundaries.data.features.map(({ properties: { division, name } }) => {
          const cell = sheet.cell(division, period)
          return {
            id: division,
            name: names.get(division) ?? name ?? division,
            value: cell?.suppressed ? null : (cell?.value ?? null),
            text: valueText(cell, indicator.unit, say),
          }
        })}
        format={(value) => valueText({ value }, indicator.unit, say)}
        none={say(words.noValue)}
        onOpen={(unit) => ask({ cell: `${unit}~${period}` })}
      />
    </>
  )
}
