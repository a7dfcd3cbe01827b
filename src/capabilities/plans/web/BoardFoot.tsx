import { useSay } from '../../../ui/language.tsx'
import type { BoardAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'

/** Below the targets: what the plan is about, what it brings along, and what was changed in it, newest first. */
export function BoardFoot({ board: { plan, targets } }: { board: BoardAnswer }) {
  const say = useSay()
  const { summary, resources, amendments } = plan
  const named = new Map(targets.map(({ code, text }) => [code, text]))
  return (
    <footer className="plan-foot">
      <h2>{say(words.summary)}</h2>
      <p>{say(summary)}</p>
      {resources.length > 0 && (
        <>
          <h2>{say(words.resources)}</h2>
          <ul>
            {resources.map(({ code, text }) => (
              <li key={code}>{say(text)}</li>
            ))}
          </ul>
        </>
      )}
      {amendments.length > 0 && (
        <>
          <h2>{say(words.amendments)}</h2>
          <ul>
            {[...amendments].reverse().map(({ at, by, reason, target }) => (
              <li key={at + target}>
                <span className="cw-muted">{`${at.slice(0, 10)} ${by}`}</span> {named.get(target) ? say(named.get(target)!) : target}
                {`: ${reason}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </footer>
  )
}
