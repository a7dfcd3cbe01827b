// biome-ignore-all lint/a11y/useSemanticElements: a row of the windowed grid, which cannot be a <table>
import { memo } from 'react'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { useSay } from '../language.tsx'
import type { States } from '../StateBadge.tsx'
import type { CardShape } from './cards.ts'
import { Cell } from './cells.tsx'

/** A row on a phone: who or what in bold, the state beside it, below each other column after its name. Kept while the list is scrolled. */
export const Card = memo(function Card({ row, card, states }: { row: Row; card: CardShape; states?: States }) {
  const say = useSay()
  const cell = (column: ListColumn) => <Cell value={row[column.name]} column={column} {...(states ? { states } : {})} />
  return (
    <>
      <div className="cw-card-line">
        <span role="gridcell" tabIndex={-1} className="cw-card-title">
          {cell(card.title)}
        </span>
        {card.state && (
          <span role="gridcell" tabIndex={-1}>
            {cell(card.state)}
          </span>
        )}
      </div>
      {card.lines.map((columns) => (
        <div key={columns[0]?.name} className="cw-card-line">
          {columns.map((column) => (
            <span key={column.name} role="gridcell" tabIndex={-1}>
              <span className="cw-muted">{say(column.text)}</span> {cell(column)}
            </span>
          ))}
        </div>
      ))}
    </>
  )
})
