import { day, minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { SourceAge } from '../contract.ts'
import { words } from './words.ts'

/** How far each source's data reach. */
export function Ages({ sources }: { sources: readonly SourceAge[] }) {
  const say = useSay()
  return (
    <p className="cockpit-ages">
      <span>{say(words.dataTo)}</span>
      {sources.map((source) => (
        <span key={source.code} title={say(words.received, { name: say(source.text), time: minute(source.received) })}>
          {say(words.sourceTo, {
            name: say(source.text),
            day: source.day ? (source.code === 'bed_month' ? source.day.slice(0, 7) : day(source.day).slice(5)) : say(words.noneYet),
          })}
        </span>
      ))}
    </p>
  )
}
