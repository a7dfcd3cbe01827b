import { useSay } from '../../../ui/language.tsx'
import type { State } from '../contract.ts'
import { words } from './words.ts'

/** A state by shape, colour and word: a ring with a tick, a triangle, a filled octagon, a broken ring. */
export function StateMark({ state, size = 16 }: { state: State; size?: number }) {
  const say = useSay()
  return (
    <span className={`cockpit-state cockpit-${state}`}>
      <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
        {state === 'good' && <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-3.4 7 2.3 2.4L11.4 6" />}
        {state === 'watch' && <path d="M8 1.5 15 14H1ZM8 6v4m0 1.6v1" />}
        {state === 'act' && <path className="cockpit-filled" d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" />}
        {state === 'unknown' && <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM5 8h6" strokeDasharray="3 2" />}
      </svg>
      {say(words[state])}
    </span>
  )
}
