import { useSay } from '../../../ui/language.tsx'
import type { Fact } from './stay-facts.ts'

/** Terms and what they are, as far as they are something. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const say = useSay()
  return (
    <dl className="stay-facts">
      {facts.map(([text, value]) =>
        value === undefined || value === '' ? null : (
          <div key={text[1]}>
            <dt>{say(text)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
