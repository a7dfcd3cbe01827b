import { Button } from 'antd'
import { Link } from 'react-router'
import { institutionTypes } from '../../../patterns/institutions/ws218.ts'
import { month as monthName } from '../../../ui/formats.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import type { InstitutionBoard } from '../contract.ts'
import { texts } from '../texts.ts'
import { KeyNumbers } from './KeyNumbers.tsx'
import { Owed } from './Owed.tsx'
import { OwnTargets } from './OwnTargets.tsx'

/** What the head of an institution looks at each morning: its numbers, its targets, what it owes. */
export function InstitutionPage({ board, chooser }: { board: InstitutionBoard; chooser: boolean }) {
  const say = useSay()
  const { language } = useLanguage()
  const { institution, month } = board
  const type = institutionTypes[institution.type as keyof typeof institutionTypes]
  return (
    <div className="board">
      <div className="cw-between">
        <div>
          <h1>{institution.name}</h1>
          <p className="cw-muted board-about">
            {[type && say(type), institution.above?.name, say(texts.upTo, { month: monthName(month, language) })]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div className="cw-row cw-no-print">
          {chooser && <Link to="/institutions">{say(texts.another)}</Link>}
          <Button onClick={() => window.print()}>{say(texts.print)}</Button>
        </div>
      </div>
      <KeyNumbers board={board} />
      <div className="board-halves">
        <OwnTargets board={board} />
        <Owed board={board} />
      </div>
    </div>
  )
}
