import './charts.css'
import { useScreen } from '../screen.ts'
import { pathOf } from './Spark.tsx'
import { apart, spanOf } from './scale.ts'

/** One unit's values, in the order of the labels; null leaves a gap. */
export type Series = { name: string; values: readonly (number | null)[] }

/** Drawn at its own size, so that its words stay 13 px: a phone has room for 350. */
const desk = { width: 1080, height: 280, left: 64, right: 148, top: 14, bottom: 30 }
const phone = { width: 350, height: 220, left: 52, right: 14, top: 14, bottom: 30 }

/** Trends of one to six units: told apart by dash and mark as well as by colour, each named at its end (on a phone in the legend below). */
export function Lines({
  title,
  labels,
  series,
  format = String,
  note,
}: {
  title: string
  labels: readonly string[]
  series: readonly Series[]
  format?: (value: number) => string
  /** What to say when the axis does not start at zero. */
  note?: string
}) {
  const small = useScreen() === 'phone'
  const box = small ? phone : desk
  const ticks = spanOf(series.flatMap(({ values }) => values.filter((value): value is number => value !== null)))
  const [least, most] = [ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1]
  const inner = box.width - box.left - box.right
  const x = (at: number) => box.left + (labels.length > 1 ? (inner * at) / (labels.length - 1) : inner / 2)
  const y = (value: number) => box.top + (box.height - box.top - box.bottom) * (1 - (value - least) / (most - least))
  const every = Math.ceil((labels.length * 54) / inner)
  const ends = series.map(({ values }) => values.reduce<number | null>((end, value) => value ?? end, null))
  const named = series.map((_, at) => at).filter((at) => ends[at] !== null)
  const places = apart(
    named.map((at) => y(ends[at]!)),
    17,
    box.height - box.bottom,
  )
  return (
    <figure className="cw-figure">
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
        {labels.map((label, at) =>
          (labels.length - 1 - at) % every === 0 ? (
            <text
              key={label}
              x={x(at)}
              y={box.height - 8}
              textAnchor={labels.length > 1 && at === labels.length - 1 && small ? 'end' : 'middle'}
            >
              {label}
            </text>
          ) : null,
        )}
        {series.map(({ name, values }, at) => (
          <g key={name} className={`cw-series cw-series-${at % 6}`}>
            <path d={pathOf(values, x, y)} />
            {values.map((value, place) => value !== null && <Mark key={labels[place]} shape={at % 6} x={x(place)} y={y(value)} />)}
          </g>
        ))}
        {!small &&
          named.map((at, n) => (
            <text key={series[at]!.name} x={box.width - box.right + 10} y={places[n]! + 4} className={`cw-series-name cw-series-${at % 6}`}>
              {short(series[at]!.name)}
            </text>
          ))}
      </svg>
      {(small || (least !== 0 && note)) && (
        <figcaption className="cw-muted cw-small">
          {small &&
            series.map(({ name }, at) => (
              <span key={name} className="cw-key">
                <svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true" className={`cw-series cw-series-${at % 6}`}>
                  <path d="M0 6L28 6" />
                  <Mark shape={at % 6} x={14} y={6} />
                </svg>
                {name}
              </span>
            ))}
          {least !== 0 && note}
        </figcaption>
      )}
    </figure>
  )
}

/** What is longer has no room beside the chart; the table has it whole. */
const short = (name: string) => (name.length > 9 ? `${name.slice(0, 8)}…` : name)

function Mark({ shape, x, y }: { shape: number; x: number; y: number }) {
  if (shape === 0) return <circle cx={x} cy={y} r={3.2} />
  if (shape === 1) return <rect x={x - 3} y={y - 3} width={6} height={6} />
  if (shape === 2) return <path className="cw-mark" d={`M${x} ${y - 4}L${x + 4} ${y + 3}L${x - 4} ${y + 3}Z`} />
  if (shape === 3) return <path className="cw-mark" d={`M${x} ${y - 4}L${x + 4} ${y}L${x} ${y + 4}L${x - 4} ${y}Z`} />
  return <circle cx={x} cy={y} r={shape === 4 ? 3.2 : 2} className="cw-mark-hollow" />
}
