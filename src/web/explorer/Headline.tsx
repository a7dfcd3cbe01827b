import type { ListedIndicator, Coverage as Resting } from '../../ui/contract.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { ChangeMark } from './ChangeMark.tsx'
import { CoverageLine } from './Coverage.tsx'
import { FiledFigure } from './FiledFigure.tsx'
import { periodName } from './periods.ts'
import type { Question } from './question.ts'
import type { Sheet } from './sheet.ts'
import { words } from './texts.ts'
import { unitText, valueText } from './value.ts'

/** The newest value of the whole county in large figures, against a year and a period ago, and who has reported so far. */
export function Headline(props: {
  indicator: ListedIndicator
  question: Question
  sheet: Sheet | undefined
  coverage: Resting | undefined
}) {
  const { indicator, question, sheet, coverage } = props
  const say = useSay()
  const { language } = useLanguage()
  const prefecture = indicator.units.includes('prefecture') // who reported is the counties' own to know
  const unit = sheet?.units.find(({ outside }) => !outside)
  const cell = sheet && unit && sheet.cell(unit.id, sheet.last)
  const period = sheet && periodName(sheet.last, question.grain, language)
  const sign = indicator.unit === 'percent' || indicator.unit === 'permille'
  return (
    <div className="cw-headline" aria-live="polite">
      <div>
        <p className="cw-muted">{period && say(prefecture ? words.prefectureIn : words.countyIn, { period })}</p>
        <p className="cw-figure-large">
          {sheet ? valueText(cell, indicator.unit, say) : '…'}
          {!sign && <small>{say(unitText(indicator.unit))}</small>}
          {cell?.partial && <small>{'*'}</small>}
        </p>
      </div>
      <dl>
        <div>
          <dt>{say(words.lastYear)}</dt>
          <dd>
            <ChangeMark now={cell?.value} before={cell?.lastYear} indicator={indicator} />
          </dd>
        </div>
        {question.grain !== 'year' && (
          <div>
            <dt>{say(words.before)}</dt>
            <dd>
              <ChangeMark now={cell?.value} before={cell?.before} indicator={indicator} />
            </dd>
          </div>
        )}
      </dl>
      <div className="cw-headline-more">
        {coverage && !prefecture && <CoverageLine coverage={coverage} to={question.to} />}
        {cell && <FiledFigure code={indicator.code} question={question} cell={cell} />}
      </div>
    </div>
  )
}
