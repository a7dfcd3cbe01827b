import { Link, useSearchParams } from 'react-router'
import type { IndicatorPart, ListedIndicator } from '../ui/contract.ts'
import { useSay } from '../ui/language.tsx'
import { texts } from '../ui/texts.ts'
import { partNamed, partsOf } from './lists.ts'

/** Above the rows of a number: which number, what it means, and its other parts with the same filters. */
export function Behind({ indicator, variant }: { indicator: ListedIndicator; variant: string | undefined }) {
  const say = useSay()
  const [asked] = useSearchParams()
  const parts = [...new Map(partsOf(indicator, variant).map((part) => [keyOf(part), part])).values()].filter(({ list }) => list)
  const to = (part: IndicatorPart) => {
    const next = new URLSearchParams(asked)
    next.set('part', part.ref)
    next.set('side', part.side)
    next.delete('back')
    if (part.back) next.set('back', String(part.back))
    return `/lists/${part.list}?${next}`
  }
  const current = keyOf({ ref: asked.get('part') ?? '', side: asked.get('side') ?? '', back: Number(asked.get('back') ?? 0) })
  return (
    <p className="cw-row">
      <Link to={`/numbers/${indicator.code}${variant ? `?variant=${variant}` : ''}`}>{say(indicator.text)}</Link>
      <span className="cw-muted">{say(indicator.definition)}</span>
      {parts.length > 1 && (
        <span className="cw-parts">
          {parts.map((part) => {
            const name = partNamed(part).text
            return (
              <Link key={keyOf(part)} to={to(part)} replace aria-current={keyOf(part) === current}>
                {say(texts[part.side])}
                {name && ` ${say(name)}`}
              </Link>
            )
          })}
        </span>
      )}
    </p>
  )
}

const keyOf = ({ ref, side, back }: { ref: string; side: string; back?: number }) => `${ref} ${side} ${back ?? 0}`
