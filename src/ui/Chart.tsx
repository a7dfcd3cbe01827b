import { useScreen } from './screen.ts'

/** One point; null leaves a gap. */
export type Point = { label: string; value: number | null }

/** Drawn at its own size, so that its figures stay 12 px: a phone has room for 344. */
const desk = { width: 560, height: 160, left: 56, right: 8, top: 12, bottom: 24 }
const phone = { ...desk, width: 344 }

/** Round steps that cover 0…most: 1, 2 or 5 times a power of ten, three to six lines. */
export function ticksOf(most: number): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, at) => Number((at * step).toPrecision(12)))
}

/** A small line or bar chart, from zero up; the table beside it says the same to a screen reader. */
export function Chart({
  title,
  points,
  kind = 'line',
  format = String,
}: {
  title: string
  points: readonly Point[]
  kind?: 'line' | 'bar'
  format?: (value: number) => string
}) {
  const box = useScreen() === 'phone' ? phone : desk
  const ticks = ticksOf(Math.max(0, ...points.map(({ value }) => value ?? 0)))
  const most = ticks[ticks.length - 1] ?? 1
  const wide = (box.width - box.left - box.right) / Math.max(1, points.length)
  const x = (at: number) => box.left + wide * (at + 0.5)
  const y = (value: number) => box.top + (box.height - box.top - box.bottom) * (1 - value / most)
  const path = points
    .map(({ value }, at) => (value === null ? '' : `${at > 0 && points[at - 1]?.value != null ? 'L' : 'M'}${x(at)} ${y(value)}`))
    .join('')
  return (
    <svg className="cw-chart" viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={title}>
      <title>{title}</title>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={box.left} x2={box.width - box.right} y1={y(tick)} y2={y(tick)} className="cw-chart-grid" />
          <text x={box.left - 8} y={y(tick) + 4} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {kind === 'line' && <path d={path} className="cw-chart-line" />}
      {points.map(({ label, value }, at) => (
        <g key={label}>
          <text x={x(at)} y={box.height - 6} textAnchor="middle">
            {label}
          </text>
          {value !== null &&
            (kind === 'line' ? (
              <circle cx={x(at)} cy={y(value)} r={3} className="cw-chart-dot" />
            ) : (
              <rect x={x(at) - wide * 0.3} width={wide * 0.6} y={y(value)} height={y(0) - y(value)} className="cw-chart-dot" />
            ))}
        </g>
      ))}
    </svg>
  )
}
