import { Link, useSearchParams } from 'react-router'
import { useSay } from '../ui/language.tsx'
import { texts } from '../ui/texts.ts'
import { rowsBehind } from './lists.ts'
import { useIndicators } from './useIndicators.ts'

/** Above the rows of a number: which number, what it means, and its other half. */
export function Behind({ code }: { code: string | null }) {
  const say = useSay()
  const [asked] = useSearchParams()
  const { data } = useIndicators()
  const indicator = data?.find((one) => one.code === code)
  if (!indicator) return null
  const behind = rowsBehind(indicator)
  const part = (name: string) => `?${new URLSearchParams({ ...Object.fromEntries(asked), part: name })}`
  return (
    <p className="cw-row">
      <Link to={`/numbers/${indicator.code}`}>{say(indicator.text)}</Link>
      <span className="cw-muted">{say(indicator.definition)}</span>
      {behind?.denominator && (
        <span className="cw-parts">
          {(
            [
              ['numerator', behind.numerator],
              ['denominator', behind.denominator],
            ] as const
          ).map(([half, name]) => (
            <Link key={half} to={part(name)} replace aria-current={asked.get('part') === name}>
              {say(texts[half])}
            </Link>
          ))}
        </span>
      )}
    </p>
  )
}
