import './charts.css'
import type { ReactNode } from 'react'

export type Bar = { id: string; name: ReactNode; value: number | null; text: ReactNode; tone?: 'good' | 'bad' | 'quiet' }

/**
 * Horizontal bars in the given order, from zero, to either side where there are negative values. Drawn as SVG, so that paper shows them; `line` is a value to measure
 * them by (the county's). The texts beside the bars say the same.
 */
export function Bars({
  label,
  bars,
  line,
  ordered = true,
}: {
  label: string
  bars: readonly Bar[]
  line?: number | null
  ordered?: boolean
}) {
  const values = bars.map(({ value }) => value ?? 0)
  const [least, most] = [Math.min(0, ...values, line ?? 0), Math.max(0, ...values, line ?? 0)]
  const at = (value: number) => (100 * (value - least)) / (most - least || 1)
  const percent = (value: number) => `${value.toFixed(2)}%`
  const List = ordered ? 'ol' : 'ul'
  return (
    <List className="cw-bars" aria-label={label}>
      {bars.map(({ id, name, value, text, tone }) => (
        <li key={id}>
          <span className="cw-bars-name">{name}</span>
          <svg className={`cw-bar${tone ? ` cw-bar-${tone}` : ''}`} aria-hidden="true">
            {value !== null && value !== 0 && (
              <rect
                x={percent(at(Math.min(0, value)))}
                width={percent(Math.max(0.4, at(Math.max(0, value)) - at(Math.min(0, value))))}
                y="20%"
                height="60%"
              />
            )}
            <line x1={percent(at(0))} x2={percent(at(0))} y1="0" y2="100%" />
            {line != null && <line className="cw-bar-line" x1={percent(at(line))} x2={percent(at(line))} y1="0" y2="100%" />}
          </svg>
          <span className="cw-number">{text}</span>
        </li>
      ))}
    </List>
  )
}
