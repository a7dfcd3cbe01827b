import { Link } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import type { First } from '../contract.ts'
import { StateMark } from './StateMark.tsx'
import { words } from './words.ts'

/** The one to act on first, why, and where that is done; or that there is none. */
export function FirstBanner({ first }: { first: First | undefined }) {
  const say = useSay()
  if (!first)
    return (
      <p className="cockpit-first cockpit-first-good">
        <StateMark state="good" />
        {say(words.allWell)}
      </p>
    )
  return (
    <section className={`cockpit-first cockpit-first-${first.state}`} aria-label={say(words.first)}>
      <StateMark state={first.state} size={20} />
      <div>
        <strong>
          {say(first.state === 'act' ? words.first : words.firstWatch)}
          <span aria-hidden="true">{' · '}</span>
          {say(first.text)}
        </strong>
        <span className="cockpit-first-why">{say(first.reason)}</span>
      </div>
      <nav className="cw-no-print" aria-label={say(words.first)}>
        {first.next.map(({ text, link }, at) => (
          <Link key={link} to={link} className={at === 0 ? 'cockpit-go' : 'cockpit-also'}>
            {say(text)}
          </Link>
        ))}
      </nav>
    </section>
  )
}
