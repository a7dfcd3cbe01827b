import { useEffect, useRef } from 'react'
import { measured, number } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Empty } from '../../../ui/States.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { Preview, PreviewPart, PreviewUnit, PreviewValue } from '../contract.ts'
import type { Content, Part } from '../shape.ts'
import { texts } from '../texts.ts'

type Unit = Content['unit']

/** What the definition comes to: by county and unit beside the year before, and the rows each part finds. */
export function PreviewPanel({ preview, unit, parts }: { preview: Preview; unit: Unit; parts: readonly Part[] }) {
  const say = useSay()
  const { periods, county, units } = preview
  const place = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new preview is brought into sight
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'start' }) // answers a promise in newer browsers
  }, [preview])
  return (
    <section ref={place} className="def-preview" aria-label={say(texts.preview)}>
      <h2>{say(texts.preview)}</h2>
      {!county && units.length === 0 ? (
        <Empty title={texts.nothingFound} />
      ) : (
        <TableBox label={say(texts.preview)}>
          <table className="cw-table">
            <thead>
              <tr>
                <th scope="col" rowSpan={2}>
                  {say(preview.unit === 'township' ? texts.townshipName : texts.institution)}
                </th>
                {periods.map(({ name, from, to }) => (
                  <th key={name} scope="colgroup" colSpan={3} className="def-period">
                    {say(texts.months, { from, to })}
                  </th>
                ))}
              </tr>
              <tr>
                {periods.flatMap(({ name }) => [
                  <th key={`${name} now`} scope="col" className="cw-number">
                    {name}
                  </th>,
                  <th key={`${name} before`} scope="col" className="cw-number">
                    {say(texts.lastYear)}
                  </th>,
                  <th key={`${name} change`} scope="col" className="cw-number">
                    {say(texts.change)}
                  </th>,
                ])}
              </tr>
            </thead>
            <tbody>
              {county && <UnitRow one={{ ...county, name: say(texts.wholeCounty) }} unit={unit} whole />}
              {units.map((one) => (
                <UnitRow key={one.id} one={one} unit={unit} />
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
      {preview.parts.map((part) => (
        <Found key={part.name} part={part} label={parts.find(({ name }) => name === part.name)?.label} />
      ))}
    </section>
  )
}

function UnitRow({ one, unit, whole }: { one: PreviewUnit; unit: Unit; whole?: true }) {
  return (
    <tr className={whole ? 'def-whole' : one.outside ? 'cw-muted' : undefined}>
      <th scope="row">{one.name}</th>
      {one.values.flatMap((value, i) => {
        const [now, before, change] = shownOf(value, unit)
        const period = `${one.id} ${i}`
        return [
          <td key={`${period} now`} className="cw-number" title={value ? fraction(value) : undefined}>
            {now}
          </td>,
          <td key={`${period} before`} className="cw-number cw-muted">
            {before}
          </td>,
          <td key={`${period} change`} className="cw-number">
            {change}
          </td>,
        ]
      })}
    </tr>
  )
}
const fraction = ({ numerator, denominator }: PreviewValue) =>
  denominator === undefined ? number(numerator) : `${number(numerator)} / ${number(denominator)}`

function shownOf(value: PreviewValue | null, unit: Unit): [string, string, string] {
  const now = value?.value ?? null
  const before = value?.lastYear ?? null
  const change = now === null || before === null ? null : now - before
  return [
    measured(now, unit),
    measured(before, unit),
    change === null ? measured(null, unit) : `${change > 0 ? '+' : ''}${measured(change, unit)}`,
  ]
}

/** The rows of a part: how many, and the newest of them. */
function Found({ part, label }: { part: PreviewPart; label: string | undefined }) {
  const say = useSay()
  const title = say(texts.foundRows, { name: label ? `${part.name} ${label}` : part.name, n: number(part.rows) })
  return (
    <details className="def-found">
      <summary>{title}</summary>
      {part.shown ? (
        <Sheet title={say(texts.rowsShown, { n: part.shown.rows.length })} columns={part.shown.columns} rows={part.shown.rows} />
      ) : (
        <p className="cw-muted">{say(texts.mayNotSee)}</p>
      )}
    </details>
  )
}
