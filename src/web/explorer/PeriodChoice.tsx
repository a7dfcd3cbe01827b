import { Choice } from '../../ui/Choice.tsx'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { periodName } from './periods.ts'
import type { Question } from './question.ts'
import type { Sheet } from './sheet.ts'
import { words } from './texts.ts'
import type { Ask } from './useQuestion.ts'

/** Which of the table's periods a picture shows, newest first; on paper its name. */
export function PeriodChoice({ question, sheet, period, ask }: { question: Question; sheet: Sheet; period: string; ask: Ask }) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <>
      <span className="cw-no-print">
        <Choice
          label={say(words.at)}
          value={period}
          options={[...sheet.periods].reverse().map((one) => ({ value: one, label: periodName(one, question.grain, language) }))}
          onChange={(at) => ask({ at: at === sheet.last ? undefined : at })}
        />
      </span>
      <strong className="cw-print-only">{periodName(period, question.grain, language)}</strong>
    </>
  )
}
