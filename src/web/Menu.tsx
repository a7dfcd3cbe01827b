import { useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { sections } from '../capabilities/index.ts'
import type { Page } from '../kernel/grammar/capability.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { useKeys } from '../ui/keys.ts'
import { useSay } from '../ui/language.tsx'
import { useMay, useSession } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { pathOf } from './path.ts'
import { useNotices } from './useNotices.ts'

/** The pages this post may open, by the sections of capabilities/index.ts; `choose` hears that one was chosen. */
export function Menu({ choose }: { choose?: () => void }) {
  const say = useSay()
  const may = useMay()
  const level = useSession().county.id % 100 === 0 ? 'prefecture' : 'county'
  const notices = useNotices()
  const first = useRef<HTMLAnchorElement>(null)
  useKeys([{ keys: 'alt+m', text: texts.toMenu, run: () => first.current?.focus() }])
  const shown = (page: Page) =>
    !page.hidden && !page.path.includes(':') && (!page.verb || may(page.verb)) && (page.where ?? level) === level
  const groups = sections.map((group) => group.flatMap(({ pages }) => pages.filter(shown))).filter((pages) => pages.length > 0)
  const { pathname } = useLocation()
  const paths = ['/', '/numbers', ...groups.flat().map(pathOf)]
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
      {groups.map((pages) => (
        <ul key={pages[0]?.path}>{pages.map((page) => entry(pathOf(page), page.text))}</ul>
      ))}
      <ul>{entry('/numbers', texts.numbers)}</ul>
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
