import { Link } from 'react-router'
import { number, yuan } from '../../kernel/grammar/amount.ts'
import type { Cell, ListedIndicator } from '../../ui/contract.ts'
import { useSay } from '../../ui/language.tsx'
import { partNamed } from '../lists.ts'
import type { Question } from './question.ts'
import { words } from './texts.ts'
import { rowsAddress } from './value.ts'

/** One half of a fraction: how much it is, and its parts, each with the way to its rows. */
export function PartLinks(props: {
  side: 'numerator' | 'denominator'
  total: number | null | undefined
  indicator: ListedIndicator
  question: Question
  cell: Cell
}) {
  const { side, total, indicator, question, cell } = props
  const say = useSay()
  const own = [...new Map(indicator.parts.filter((part) => part.side === side).map((part) => [`${part.ref} ${part.back}`, part])).values()]
  const known = own.map((part) => ({ part, ...partNamed(part) }))
  // What is all money is kept in fen and read in yuan.
  const shown = known.length > 0 && known.every(({ money }) => money) ? yuan(total) : number(total)
  return (
    <div className="cw-half">
      <span>{say(indicator.denominator === undefined ? words.total : words[side])}</span>
      <strong className="cw-number">{shown}</strong>
      <span className="cw-row">
        {known.map(({ part, text }) => {
          const to = rowsAddress(part, { indicator, question, cell })
          const name = text && say(text)
          return to ? (
            <Link key={`${part.ref} ${part.back}`} to={to} className="cw-open">
              {name ? say(part.back ? words.openEarlier : words.openPart, { name }) : say(words.openRows)}
            </Link>
          ) : (
            name && <span key={`${part.ref} ${part.back}`}>{name}</span>
          )
        })}
        {known.length === 0 && <span className="cw-muted">{say(words.noRows)}</span>}
      </span>
    </div>
  )
}
