import './charts.css'
/** A line of a few values, as wide as a word; null leaves a gap. It is heard as `title`, and the last value has a dot. */
export function Spark({
  title,
  values,
  width = 120,
  height = 28,
}: {
  title: string
  values: readonly (number | null)[]
  width?: number
  height?: number
}) {
  const known = values.filter((value): value is number => value !== null)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const x = (at: number) => 3 + ((width - 6) * at) / Math.max(1, values.length - 1)
  const y = (value: number) => (most === least ? height / 2 : 3 + (height - 6) * (1 - (value - least) / (most - least)))
  const last = values.length - 1
  const end = values[last]
  return (
    <svg className="cw-spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      <title>{title}</title>
      {known.length > 0 && <path d={pathOf(values, x, y)} className="cw-chart-line" />}
      {end != null && <circle cx={x(last)} cy={y(end)} r={2.5} className="cw-chart-dot" />}
    </svg>
  )
}

/** The path of a line through values; null leaves a gap. */
export const pathOf = (values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string =>
  values
    .map((value, at) => (value === null ? '' : `${at > 0 && values[at - 1] != null ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`))
    .join('')
