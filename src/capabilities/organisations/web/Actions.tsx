import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'

/** One verb of a page: `allowed` is what the server said of it; `form` is shown when it is chosen. */
export type Act = { verb: string; text: Text; allowed?: true | Text | undefined; form: (leave: () => void) => ReactNode }

/** The verbs that are open as buttons, those that are not with their reason, and the form of the chosen one. */
export function Actions({ acts }: { acts: readonly Act[] }) {
  const say = useSay()
  const [chosen, choose] = useState<string>()
  const act = acts.find(({ verb }) => verb === chosen)
  const leave = () => choose(undefined)
  return (
    <div className="org-actions">
      <div className="cw-row" role="toolbar">
        {acts.map(({ verb, text, allowed = true }) => (
          <Button
            key={verb}
            disabled={allowed !== true}
            aria-pressed={verb === chosen}
            title={allowed === true ? undefined : say(allowed)}
            onClick={() => choose(verb === chosen ? undefined : verb)}
          >
            {say(text)}
          </Button>
        ))}
      </div>
      {act && (
        <section className="org-form" aria-label={say(act.text)}>
          <h3>{say(act.text)}</h3>
          {act.form(leave)}
        </section>
      )}
    </div>
  )
}

/** A term and what it is, as long as it is something. */
export function Facts({ facts }: { facts: readonly (readonly [Text, ReactNode])[] }) {
  const say = useSay()
  return (
    <dl className="org-facts">
      {facts.map(([text, value]) =>
        value === undefined || value === null || value === '' ? null : (
          <div key={text[1]}>
            <dt>{say(text)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
