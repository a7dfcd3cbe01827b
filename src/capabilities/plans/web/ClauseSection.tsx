import { Link } from 'react-router'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import type { BoardAnswer, TargetNow } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { type Branch, sizeOf } from './board-rows.ts'
import { listNames } from './list-names.ts'
import { TargetRow } from './TargetRow.tsx'

type Shown = {
  board: BoardAnswer
  names: ReadonlyMap<string, Text> | undefined
  shut: ReadonlySet<string>
  toggle: (clause: string) => void
  /** Something is looked for: clauses only head what was found. */
  bare: boolean
}

/** A clause: number and title, what it says in our words, its units in order, the way to its numbers and cases, its targets, and the clauses below it. */
export function ClauseSection({ branch, depth = 0, ...shown }: Shown & { branch: Branch; depth?: number }) {
  const say = useSay()
  const { board, shut, toggle, bare } = shown
  const { clause, targets, branches } = branch
  const open = !shut.has(clause.id)
  const size = sizeOf(branch)
  const units = clause.units.map((code) => (board.plan.unitNames[code] ? say(board.plan.unitNames[code]) : code))
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
        {units.length > 0 && (
          <span className="cw-muted cw-small">
            {say(words.leads)} <strong>{units[0]}</strong>
            {units.slice(1).map((unit) => ` · ${unit}`)}
          </span>
        )}
        {clause.tasks.late > 0 && (
          <Link className="cw-bad cw-small" to={`/plans/tasks?scope=county&plan=${board.plan.id}&clause=${clause.id}`}>
            {say(words.taskCount)} {say(words.late, { count: clause.tasks.late })}
          </Link>
        )}
      </div>
      {open && (
        <>
          {!bare && <Said {...shown} clause={clause} />}
          {targets.length > 0 && (
            <ul className="plan-rows">
              {targets.map((target) => (
                <TargetRow
                  key={target.code}
                  plan={board.plan.id}
                  target={target}
                  today={board.today}
                  unit={ownUnit(target, clause, board)}
                />
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

/** Who answers for a target, where it is not whom the clause already names first. */
const ownUnit = ({ responsible }: TargetNow, { units }: Branch['clause'], { plan }: BoardAnswer) =>
  responsible && responsible.id !== plan.units[units[0] ?? ''] ? responsible.name : undefined

/** The text of a clause, and one link to each of its numbers and lists. */
function Said({ board, names, clause }: Shown & { clause: Branch['clause'] }) {
  const say = useSay()
  const stated = board.targets.find((target) => target.clause === clause.id && 'stated' in target.measure)
  return (
    <div className="plan-said">
      <p>{say(clause.text)}</p>
      {(clause.indicators.length > 0 || clause.lists.length > 0 || stated) && (
        <ul className="plan-cases" aria-label={say(words.cases)}>
          {clause.indicators.map((code) => (
            <li key={code}>
              <Link to={`/numbers/${code}`}>{names?.get(code) ? say(names.get(code)!) : code}</Link>
            </li>
          ))}
          {clause.lists.map((list) => (
            <li key={list}>
              <Link to={`/lists/${list}`}>{listNames[list] ? say(listNames[list]) : list}</Link>
            </li>
          ))}
          {stated && (
            <li>
              <Link to={`/plans/${board.plan.id}/targets/${stated.code}#statements`}>{say(words.stated)}</Link>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}
