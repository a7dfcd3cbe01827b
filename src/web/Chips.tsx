import { Link, useSearchParams } from 'react-router'
import type { Text } from '../kernel/grammar/texts.ts'
import { minute } from '../ui/formats.ts'
import { useLanguage, useSay } from '../ui/language.tsx'
import type { States } from '../ui/StateBadge.tsx'
import { texts } from '../ui/texts.ts'
import { type Filter, grainOf, without } from './behind.ts'
import { periodName } from './explorer/periods.ts'
import { words } from './explorer/texts.ts'

/** The filters of a list's address in words, each of which can be taken out. The period of a number stays as long as the number does. */
export function Chips({ number, states }: { number: Text | undefined; states: States }) {
  const say = useSay()
  const { language } = useLanguage()
  const [asked] = useSearchParams()
  const period = asked.get('period')
  const month = asked.get('month')
  const [from, to] = [asked.get('from'), asked.get('to')]
  const side = say(texts[asked.get('side') === 'denominator' ? 'denominator' : 'numerator'])
  const state = asked.get('state')
  const disease = asked.get('disease')
  const since = asked.get('since')
  const part = number ? say(asked.get('back') ? words.chipEarlier : words.chipPart, { name: say(number), side }) : say(words.chipRows)
  const days = [...new Set([from, to])].filter(Boolean).join(' – ')
  const span = days || (period ? periodName(period, grainOf(asked), language) : month && periodName(month, 'month', language))
  const chips: readonly (readonly [Filter, string | undefined | null])[] = [
    ['part', asked.get('part') && part],
    ['unit', asked.get('unit')],
    ['disease', disease && say(words.chipDisease, { name: disease })],
    ['time', span],
    ['since', since && say(words.chipSince, { at: minute(since) })],
    ['state', state && say(words.chipState, { name: states[state] ? say(states[state].text) : state })],
  ]
  const shown = chips.flatMap(([filter, name]) => (name ? [{ filter, name }] : []))
  if (shown.length === 0) return null
  return (
    <ul className="cw-chips" aria-label={say(words.chips)}>
      {shown.map(({ filter, name }) => (
        <li key={filter}>
          {name}
          {!(filter === 'time' && period && !days) && (
            <Link to={`?${without(asked, filter)}`} aria-label={say(words.removeChip, { name })} title={say(words.removeChip, { name })}>
              <span aria-hidden="true">{'×'}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
