import { Link } from 'react-router'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import type { BoardAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { type Branch, sizeOf, unitOf } from './board-rows.ts'
import { listNames } from './list-names.ts'
import { TargetRow } from './TargetRow.tsx'

type Shown = {
  board: BoardAnswer
  names: ReadonlyMap<string, Text> | undefined
  shut: ReadonlySet<string>
  toggle: (clause: string) => void
}

/** A clause: number and title, what it says in our words, its units in order, the way to its numbers and cases, its targets, and the clauses below it. */
export function ClauseSection({ branch, depth = 0, ...shown }: Shown & { branch: Branch; depth?: number }) {
  const say = useSay()
  const { board, shut, toggle } = shown
  const { clause, targets, branches } = branch
  const open = !shut.has(clause.id)
  const size = sizeOf(branch)
  const Title = depth === 0 ? 'h2' : 'h3'
  return (
    <section className={`plan-clause plan-clause-${Math.min(depth, 2)}`} aria-label={`${clause.number} ${say(clause.title)}`}>
      <div className="plan-clause-head">
        <Title>
          <button type="button" className="plan-toggle" aria-expanded={open} onClick={() => toggle(clause.id)}>
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>
            <span className="plan-clause-number">{clause.number}</span>
            {say(clause.title)}
          </button>
        </Title>
        {!open && size > 0 && <span className="cw-muted cw-small">{say(words.allTargets, { count: size })}</span>}
        {clause.tasks.late > 0 && (
          <Link className="cw-bad cw-small" to={`/plans/tasks?plan=${board.plan.id}&clause=${clause.id}`}>
            {say(words.taskCount)} {say(words.late, { count: clause.tasks.late })}
          </Link>
        )}
      </div>
      {open && (
        <>
          <Said {...shown} clause={clause} />
          {targets.length > 0 && (
            <ul className="plan-rows">
              {targets.map((target) => (
                <TargetRow key={target.code} plan={board.plan.id} target={target} today={board.today} unit={unitOf(target, board, say)} />
              ))}
            </ul>
          )}
          {branches.map((below) => (
            <ClauseSection key={below.clause.id} branch={below} depth={depth + 1} {...shown} />
          ))}
        </>
      )}
    </section>
  )
}

/** The text of a clause, who leads and who takes part, and one link to each of its numbers and lists. */
function Said({ board, names, clause }: Shown & { clause: Branch['clause'] }) {
  const say = useSay()
  const { unitNames } = board.plan
  const units = clause.units.map((code) => (unitNames[code] ? say(unitNames[code]) : code))
  const stated = board.targets.filter((target) => target.clause === clause.id && 'stated' in target.measure)
  return (
    <div className="plan-said">
      <p>{say(clause.text)}</p>
      <p className="plan-said-more cw-small">
        {units.length > 0 && (
          <span className="cw-muted">
            {say(words.leads)} <strong>{units[0]}</strong>
            {units.slice(1).map((unit) => ` · ${unit}`)}
          </span>
        )}
        {clause.indicators.map((code) => (
          <Link key={code} className="plan-case" to={`/numbers/${code}`}>
            {names?.get(code) ? say(names.get(code)!) : code}
          </Link>
        ))}
        {clause.lists.map((list) => (
          <Link key={list} className="plan-case" to={`/lists/${list}`}>
            {listNames[list] ? say(listNames[list]) : list}
          </Link>
        ))}
        {stated.length > 0 && (
          <Link className="plan-case" to={`/plans/${board.plan.id}/targets/${stated[0]!.code}#statements`}>
            {say(words.stated)}
          </Link>
        )}
      </p>
    </div>
  )
}
