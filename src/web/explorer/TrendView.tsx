import { Lines } from '../../ui/charts/Lines.tsx'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { periodName } from './periods.ts'
import type { PictureOf } from './picture-of.ts'
import { mostCompared } from './question.ts'
import { type Sheet, valuesOf } from './sheet.ts'
import { words } from './texts.ts'
import { axisText } from './value.ts'

/** The units a trend shows: those ticked; at first the first three that have numbers. */
export function comparedOf(sheet: Sheet, picks: readonly string[] | undefined): string[] {
  const known = sheet.units.map(({ id }) => id)
  if (picks) return picks.filter((id) => known.includes(id)).slice(0, mostCompared)
  return known.filter((id) => valuesOf(sheet, id).some((value) => value !== null)).slice(0, 3)
}

/** Values over time: the ticked units, and the county beside them where values do not add up to it (shares, means). */
export function TrendView({ indicator, question, sheet, county }: PictureOf) {
  const say = useSay()
  const { language } = useLanguage()
  const beside = indicator.denominator && county && question.unit !== 'county' && question.unit !== 'prefecture'
  const whole = beside ? county.units.find(({ outside }) => !outside) : undefined
  const names = new Map(sheet.units.map(({ id, name }) => [id, name]))
  const series = [
    ...(whole && county ? [{ name: whole.name, values: valuesOf(county, whole.id) }] : []),
    ...comparedOf(sheet, question.picks).map((id) => ({ name: names.get(id) ?? id, values: valuesOf(sheet, id) })),
  ].slice(0, mostCompared)
  return (
    <>
      <Lines
        title={say(words.trendTitle, {
          name: say(indicator.text),
          units: series.map(({ name }) => name).join(language === 'zh' ? '、' : ', '),
        })}
        labels={sheet.periods.map((period) => periodName(period, question.grain, language, true))}
        series={series}
        format={(value) => axisText(value, indicator.unit)}
        note={say(words.notFromZero)}
      />
      {sheet.units.length > 3 && <p className="cw-muted cw-small cw-no-print">{say(words.chooseUnits)}</p>}
    </>
  )
}
