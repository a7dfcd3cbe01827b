import { Bars } from '../../ui/charts/Bars.tsx'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { PeriodChoice } from './PeriodChoice.tsx'
import { periodName } from './periods.ts'
import type { PictureOf } from './picture-of.ts'
import { ranked } from './sheet.ts'
import { words } from './texts.ts'
import { valueText } from './value.ts'

/** What a picture has room for; the table has all. */
const most = 30

/** Bars from the best unit to the worst, with the county as an upright line where values do not add up to it. */
export function RankingView({ indicator, question, sheet, county, ask }: PictureOf) {
  const say = useSay()
  const { language } = useLanguage()
  const period = sheet.periods.includes(question.at) ? question.at : sheet.last
  const cells = ranked(sheet, period, indicator.better)
  const whole = indicator.denominator && county?.units.find(({ outside }) => !outside)
  const line = whole ? county?.cell(whole.id, period) : undefined
  const without = sheet.units.filter(({ id, outside }) => !outside && !cells.some(({ unit }) => unit.id === id)).map(({ name }) => name)
  const title = say(words.rankingTitle, { name: say(indicator.text), period: periodName(period, question.grain, language) })
  return (
    <>
      <p className="cw-row">
        <PeriodChoice question={question} sheet={sheet} period={period} ask={ask} />
        <span className="cw-muted">
          {say(indicator.better === 'neither' ? words.greatestFirst : words.bestFirst)}
          {line?.value != null && ` · ${say(words.countyLine, { value: valueText(line, indicator.unit, say) })}`}
        </span>
      </p>
      <Bars
        label={title}
        bars={cells.slice(0, most).map((cell) => ({
          id: cell.unit.id,
          name: cell.unit.name,
          value: cell.value,
          text: valueText(cell, indicator.unit, say),
        }))}
        {...(line ? { line: line.value } : {})}
      />
      {cells.length > most && <p className="cw-muted cw-small">{say(words.firstOf, { shown: most, total: cells.length })}</p>}
      {without.length > 0 && (
        <p className="cw-muted cw-small">
          {say(words.withoutValue, {
            names: without.slice(0, 8).join(language === 'zh' ? '、' : ', ') + (without.length > 8 ? ` … (${without.length})` : ''),
          })}
        </p>
      )}
    </>
  )
}
