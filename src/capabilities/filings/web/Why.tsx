import { Link } from 'react-router'
import { measured, number } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import type { FilingRow, PartSince } from '../contract.ts'
import { texts } from '../texts.ts'

const changes = { added: texts.added, gone: texts.gone, changed: texts.amended } as const
type Change = keyof typeof changes

/** 上报 78.2%，现为 78.6%，因为 …: the value then and now, and what became of its parts; counts of rows open onto them. */
export function Why({ row: { filing, now, why } }: { row: FilingRow }) {
  const say = useSay()
  const then = measured(filing.value ?? null, filing.measure)
  const today = measured(now ?? null, filing.measure)
  const touched = why?.parts.filter(({ then, now, rows }) => then !== now || rows.added + rows.gone + rows.changed > 0) ?? []
  return (
    <div className="cw-filed">
      <p>
        <strong>{why?.lost ? say(texts.lost, { then }) : say(then === today ? texts.same : texts.changed, { then, now: today })}</strong>
        {touched.length === 0 && why && !why.lost && ` · ${say(texts.noRows)}`}
      </p>
      {touched.length > 0 && (
        <ul aria-label={say(texts.because)}>
          {touched.map((part) => (
            <li key={part.ref}>
              <PartLine part={part} filing={filing.id} />
            </li>
          ))}
        </ul>
      )}
      {why?.definition === 'changed' && <p className="cw-muted">{say(texts.definitionChanged)}</p>}
    </div>
  )
}

function PartLine({ part: { ref, text, list, then, now, rows, counties }, filing }: { part: PartSince; filing: string }) {
  const say = useSay()
  const to = (diff: Change) => `/lists/${list}?${new URLSearchParams({ filing, ref, diff })}`
  return (
    <>
      {say(texts.partChanged, { part: say(text), then: number(then), now: number(now) })}
      {(Object.keys(changes) as Change[])
        .filter((change) => rows[change] > 0)
        .map((change) => (
          <span key={change}>
            {' · '}
            {counties ? (
              say(changes[change], { n: number(rows[change]) })
            ) : (
              <Link className="cw-num" to={to(change)}>
                {say(changes[change], { n: number(rows[change]) })}
              </Link>
            )}
          </span>
        ))}
      {counties && (
        <ul>
          {counties
            .filter(({ then, now, rows }) => then !== now || rows.added + rows.gone + rows.changed > 0)
            .map(({ name, then, now, rows }) => (
              <li key={name}>
                {say(texts.ofCounty, { county: name, then: number(then), now: number(now) })}
                {(Object.keys(changes) as Change[])
                  .filter((change) => rows[change] > 0)
                  .map((change) => ` · ${say(changes[change], { n: number(rows[change]) })}`)}
              </li>
            ))}
        </ul>
      )}
    </>
  )
}
