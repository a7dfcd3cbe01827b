import { type KeyboardEvent, useRef } from 'react'
import { clock, shown } from '../../../ui/formats.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { goTo, underDialog } from './moving.ts'
import { useToday, type VisitRow, visitFlow } from './queries.ts'
import { words } from './words.ts'

const order = ['in-progress', 'planned', 'finished']
/** In progress first, then who waits longest, then what is done, the latest on top. */
export const arranged = (rows: readonly VisitRow[]) =>
  rows
    .filter(({ state }) => order.includes(state))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.state === 'planned' ? 1 : -1) * (a.at < b.at ? -1 : 1))

/** Today's visits of this institution. Arrows move, Enter opens; `show` brings the list into sight where it may be hidden. */
export function Today({ open, current, show }: { open: (id: string) => void; current: string | null; show: () => void }) {
  const say = useSay()
  const list = useRef<HTMLUListElement>(null)
  const { data, error, refetch } = useToday()
  const rows = arranged(data ?? [])
  const count = (state: string) => rows.filter((row) => row.state === state).length
  const first = () => {
    show()
    goTo(list.current?.querySelector<HTMLElement>('[aria-current=true]') ?? list.current?.querySelector('button'))
  }
  useKeys([{ keys: 'f3', text: words.toToday, run: () => underDialog() || first() }])
  const keyed = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step) return
    event.preventDefault()
    const all = [...event.currentTarget.querySelectorAll('button')]
    all[all.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus()
  }
  return (
    <nav className="desk-today" aria-label={say(words.today)}>
      <h2>{say(words.today)}</h2>
      <p className="cw-muted cw-small">
        {say(words.waitingAndOpen, { waiting: count('planned'), open: count('in-progress'), done: count('finished') })}
      </p>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data && rows.length === 0 && <p className="cw-muted">{say(words.nobody)}</p>}
      <ul ref={list} onKeyDown={keyed}>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" aria-current={row.id === current} onClick={() => open(row.id)}>
              <span>{shown(row.person_name)}</span>
              <StateBadge state={row.state} states={visitFlow.kind.states} />
              <small>
                {clock(row.at)} {row.diagnosis}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
