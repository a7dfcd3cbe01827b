import { Input, type InputRef } from 'antd'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import type { BoardAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { BoardFoot } from './BoardFoot.tsx'
import { BoardHead } from './BoardHead.tsx'
import { BoardTools } from './BoardTools.tsx'
import { found, type Grouping, groupings, groupsOf, treeOf, unitOf } from './board-rows.ts'
import { ClauseSection } from './ClauseSection.tsx'
import { TargetRow } from './TargetRow.tsx'
import { useBoard, useIndicatorNames } from './usePlans.ts'
import './board.css'
import './plans.css'

/** 方案进展: one plan, target by target. */
export default function Board() {
  const { plan = '' } = useParams()
  const { data, error, refetch } = useBoard(plan)
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  return data ? <Opened board={data} /> : <Loading />
}

function Opened({ board }: { board: BoardAnswer }) {
  const say = useSay()
  const [asked, setAsked] = useSearchParams()
  const search = useRef<InputRef>(null)
  const [typed, setTyped] = useState(asked.get('q') ?? '')
  const status = asked.get('status')
  const grouping: Grouping = groupings.find((one) => one === asked.get('group')) ?? 'clause'
  const shown = useMemo(() => found(board.targets, status, typed), [board, status, typed])
  const put = (name: string, value: string | undefined) =>
    setAsked(
      (now) => {
        const next = new URLSearchParams(now)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  useKeys([
    { keys: '/', text: kit.toSearch, run: () => search.current?.focus() },
    { keys: '↑ ↓', text: words.movesTargets },
    { keys: 'enter', text: words.opensTarget },
  ])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the links of the targets, which Enter opens
    <div className="plan" onKeyDown={move}>
      <BoardHead board={board} status={status} onStatus={(value) => put('status', value)} />
      <BoardTools board={board} shown={shown} grouping={grouping} onGroup={(value) => put('group', value === 'clause' ? undefined : value)}>
        <Input
          ref={search}
          type="search"
          className="plan-find"
          value={typed}
          aria-label={say(words.find)}
          placeholder={say(words.findHint)}
          onChange={({ target }) => {
            setTyped(target.value)
            put('q', target.value)
          }}
        />
      </BoardTools>
      {shown.length === 0 && <Empty title={words.noneFound} help={words.noneFoundHelp} />}
      {grouping === 'clause' ? (
        <Tree board={board} shown={shown} bare={status !== null || typed.trim() !== ''} />
      ) : (
        groupsOf(board, shown, grouping, say).map(({ key, title, targets }) => (
          <section key={key} className="plan-clause plan-clause-0" aria-label={title}>
            <h2>
              {title} <span className="cw-muted cw-small">{targets.length}</span>
            </h2>
            <ul className="plan-rows">
              {targets.map((target) => (
                <TargetRow
                  key={target.code}
                  plan={board.plan.id}
                  target={target}
                  today={board.today}
                  unit={grouping === 'unit' ? undefined : unitOf(target, board, say)}
                />
              ))}
            </ul>
          </section>
        ))
      )}
      <BoardFoot board={board} />
    </div>
  )
}

function Tree({ board, shown, bare }: { board: BoardAnswer; shown: BoardAnswer['targets']; bare: boolean }) {
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set())
  const names = useIndicatorNames(true)
  const toggle = (clause: string) =>
    setShut((now) => {
      const next = new Set(now)
      if (!next.delete(clause)) next.add(clause)
      return next
    })
  return treeOf(board.clauses, shown, bare).map((branch) => (
    <ClauseSection key={branch.clause.id} branch={branch} board={board} names={names} shut={shut} toggle={toggle} bare={bare} />
  ))
}

/** Arrow keys go from target to target, from the search down to the first. */
function move(event: KeyboardEvent) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('.plan-open')]
  const at = links.indexOf(document.activeElement as HTMLAnchorElement)
  const fromSearch = document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'search'
  if (at < 0 && !fromSearch) return
  const next = links[event.key === 'ArrowDown' ? at + 1 : at - 1]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.closest('li')?.scrollIntoView({ block: 'nearest' })
}
