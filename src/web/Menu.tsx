import { useRef } from 'react'
import { Link, useLocation } from 'react-router'
import type { Text } from '../kernel/grammar/texts.ts'
import { useKeys } from '../ui/keys.ts'
import { useSay } from '../ui/language.tsx'
import { useMay, useSession } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { menuEntries } from './menu-entries.ts'
import { useNotices } from './useNotices.ts'

/** The pages this post may open; `choose` hears that one was chosen. */
export function Menu({ choose }: { choose?: () => void }) {
  const say = useSay()
  const may = useMay()
  const level = useSession().county.id % 100 === 0 ? 'prefecture' : 'county'
  const notices = useNotices()
  const first = useRef<HTMLAnchorElement>(null)
  useKeys([{ keys: 'alt+m', text: texts.toMenu, run: () => first.current?.focus() }])
  const groups = menuEntries(may, level)
  const { pathname } = useLocation()
  const paths = ['/', ...groups.flat().map(({ to }) => to)]
  const here = longest(paths.filter((path) => pathname === path || pathname.startsWith(`${path}/`)))
  const entry = (to: string, text: Text) => (
    <li key={to}>
      <Link
        to={to}
        className={to === here ? 'active' : ''}
        aria-current={to === here ? 'page' : undefined}
        ref={to === '/' ? first : null}
        {...(choose ? { onClick: choose } : {})}
      >
        {say(text)}
        <Waiting n={notices.filter(({ path }) => path === to).length} />
      </Link>
    </li>
  )
  return (
    <nav className="cw-menu" aria-label={say(texts.menu)}>
      <ul>{entry('/', texts.home)}</ul>
      {groups.map((entries) => (
        <ul key={entries[0]?.to}>{entries.map(({ to, text }) => entry(to, text))}</ul>
      ))}
    </nav>
  )
}

/** How much waits on a page. */
function Waiting({ n }: { n: number }) {
  const say = useSay()
  if (n === 0) return null
  return (
    <span className="cw-waiting" title={say(texts.waiting, { n })}>
      {n}
    </span>
  )
}

/** Of an address and one below it, the entry that says more. */
const longest = (paths: readonly string[]) => paths.reduce((most, path) => (path.length > most.length ? path : most), '')
