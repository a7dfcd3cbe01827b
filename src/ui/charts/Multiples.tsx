import './charts.css'
import type { ReactNode } from 'react'
import { pathOf } from './Spark.tsx'
import { spanOf } from './scale.ts'

export type Small = { id: string; name: ReactNode; title: string; values: readonly (number | null)[]; last: ReactNode }

const box = { width: 200, height: 92, left: 38, right: 6, top: 8, bottom: 8 }

/** One small chart a unit, all on the same scale; the pale line in each is the one to compare with (the county's). */
export function Multiples({
  label,
  smalls,
  behind,
  format,
}: {
  label: string
  smalls: readonly Small[]
  behind?: readonly (number | null)[]
  format: (value: number) => string
}) {
  const all = [...smalls.flatMap(({ values }) => values), ...(behind ?? [])].filter((value): value is number => value !== null)
  const ticks = spanOf(all)
  const [least, most] = [ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1]
  const count = Math.max(2, ...smalls.map(({ values }) => values.length))
  const x = (at: number) => box.left + ((box.width - box.left - box.right) * at) / (count - 1)
  const y = (value: number) => box.top + (box.height - box.top - box.bottom) * (1 - (value - least) / (most - least))
  return (
    <ul className="cw-smalls" aria-label={label}>
      {smalls.map(({ id, name, title, values, last }) => (
        <li key={id}>
          <p>
            <span>{name}</span>
            <strong>{last}</strong>
          </p>
          <svg viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={title}>
            <title>{title}</title>
            {[least, most].map((tick) => (
              <g key={tick}>
                <line x1={box.left - 4} x2={box.width} y1={y(tick)} y2={y(tick)} className="cw-chart-grid" />
                <text x={box.left - 8} y={y(tick) + 4} textAnchor="end">
                  {format(tick)}
                </text>
              </g>
            ))}
            {behind && <path d={pathOf(behind, x, y)} className="cw-chart-behind" />}
            <path d={pathOf(values, x, y)} className="cw-chart-line" />
            {values.length > 0 && values[values.length - 1] != null && (
              <circle cx={x(values.length - 1)} cy={y(values[values.length - 1]!)} r={3} className="cw-chart-dot" />
            )}
          </svg>
        </li>
      ))}
    </ul>
  )
}
