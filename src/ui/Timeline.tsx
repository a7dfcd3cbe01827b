import type { ReactNode } from 'react'
import type { CaseVersion } from './contract.ts'
import { minute } from './formats.ts'
import { useSay } from './language.tsx'
import { Empty } from './States.tsx'
import { texts } from './texts.ts'

/** What became of a case, version by version: when, who, and what `show` makes of it. */
export function Timeline<S>({ versions, show }: { versions: readonly CaseVersion<S>[]; show?: (version: CaseVersion<S>) => ReactNode }) {
  const say = useSay()
  if (versions.length === 0) return <Empty title={texts.noHistory} />
  return (
    <ol className="cw-timeline">
      {versions.map((one) => (
        <li key={one.version}>
          <p>
            <time dateTime={one.updated}>{minute(one.updated)}</time>
            <strong>{authorOf(one.author) ?? say(texts.bySystem)}</strong>
            {typeof one.author === 'object' && one.author?.post && <span>{one.author.post}</span>}
            <span className="cw-muted">{say(texts.version, { version: one.version })}</span>
          </p>
          {show?.(one)}
        </li>
      ))}
    </ol>
  )
}

const authorOf = (author: CaseVersion['author']) => (author && typeof author === 'object' ? author.name : author)
