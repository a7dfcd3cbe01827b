import { App, Button } from 'antd'
import { Link } from 'react-router'
import { periodOfMonth } from '../../kernel/grammar/period.ts'
import type { ListedIndicator, Unit } from '../../ui/contract.ts'
import { minute } from '../../ui/formats.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { More } from '../../ui/More.tsx'
import { Empty, Failure, Loading } from '../../ui/States.tsx'
import { texts } from '../../ui/texts.ts'
import { useAnswer } from '../useIndicators.ts'
import { About } from './About.tsx'
import { CellPanel } from './CellPanel.tsx'
import { CellTable } from './CellTable.tsx'
import { Controls } from './Controls.tsx'
import { Coverage } from './Coverage.tsx'
import { Headline } from './Headline.tsx'
import { kindNames, ofKind, useTypes } from './kinds.ts'
import { Picture } from './Picture.tsx'
import { periodName } from './periods.ts'
import type { Question } from './question.ts'
import { sheetOf } from './sheet.ts'
import { themes, words } from './texts.ts'
import { saveBook } from './toExcel.ts'
import { useQuestion } from './useQuestion.ts'

/** One indicator: its newest value for the county, then as it is asked for: picture, table, how it is reckoned, what it rests on. */
export function IndicatorPage({ indicator: listed, newest }: { indicator: ListedIndicator; newest: string }) {
  const say = useSay()
  const { language } = useLanguage()
  const { message } = App.useApp()
  const { question, ask, address } = useQuestion(listed, newest)
  const { grain, from, to, variant, structure } = question
  const answer = useAnswer(listed.code, { from, to, grain, unit: question.unit, variant, structure })
  const whole: Unit = listed.units.includes('prefecture') ? 'prefecture' : 'county'
  const county = useAnswer(listed.code, { from, to, grain, unit: whole, variant, structure })
  const indicator = answer.data?.indicator ?? listed
  // While the next answer is on its way, the page shows the last one as what it is.
  const shown: Question = { ...question, ...answer.data?.asked, variant }
  const types = useTypes(shown.unit === 'organization' && shown.kind !== undefined)
  const sheet = answer.data && sheetOf(ofKind(answer.data.cells, shown.kind, types), shown)
  const countyCells = county.data && sheetOf(county.data.cells, county.data.asked)
  const theme = themes.find(([one]) => one === indicator.theme)?.[1]
  const span = `${periodName(periodOfMonth(from, grain), grain, language)} – ${periodName(periodOfMonth(to, grain), grain, language)}`
  const toExcel = () =>
    sheet &&
    answer.data &&
    saveBook({ indicator, question: shown, sheet, coverage: answer.data.coverage, say, language }).catch(
      () => void message.error(say(texts.excelFailed)),
    )
  return (
    <div className="cw-explorer">
      <p className="cw-crumbs cw-no-print">
        <Link className="cw-back" to="/numbers">
          {say(words.catalogue)}
        </Link>
        {theme && <span className="cw-muted">{say(theme)}</span>}
      </p>
      <div className="cw-between">
        <h1>
          {say(indicator.text)}
          {indicator.reading && <span className="cw-reading">{say(indicator.reading)}</span>}
        </h1>
        <div className="cw-row cw-no-print">
          <More>
            <Button onClick={toExcel} disabled={!sheet?.units.length}>
              {say(texts.excel)}
            </Button>
            <Button onClick={() => window.print()}>{say(words.print)}</Button>
          </More>
        </div>
      </div>
      <p className="cw-print-only">
        {[
          span,
          say(question.kind ? kindNames[question.kind] : words[question.unit]),
          say(words.printed, { time: minute(new Date().toISOString()) }),
        ].join(' · ')}
      </p>
      <Headline
        indicator={indicator}
        question={{ ...question, ...county.data?.asked, unit: whole, variant }}
        sheet={countyCells}
        coverage={answer.data?.coverage}
      />
      <Controls indicator={listed} question={question} ask={ask} />
      {answer.error ? (
        <Failure error={answer.error} retry={() => void answer.refetch()} />
      ) : !sheet ? (
        <Loading />
      ) : sheet.units.length === 0 ? (
        <Empty title={words.noNumbers} help={words.noNumbersHelp} />
      ) : (
        <>
          <Picture indicator={indicator} question={shown} sheet={sheet} county={countyCells} ask={ask} />
          <CellTable indicator={indicator} question={shown} sheet={sheet} ask={ask} address={address} />
        </>
      )}
      <div className="cw-notes">
        <About indicator={indicator} listed={listed} question={question} address={address} />
        {answer.data && whole === 'county' && <Coverage coverage={answer.data.coverage} to={to} unseen={indicator.unseen} />}
      </div>
      {question.cell && sheet && <CellPanel indicator={indicator} question={shown} sheet={sheet} ask={ask} />}
    </div>
  )
}
