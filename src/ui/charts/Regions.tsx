import './charts.css'
import { type KeyboardEvent, type ReactNode, useId, useMemo } from 'react'
import type { Boundaries } from '../contract.ts'
import { useScreen } from '../screen.ts'
import { type Drawn, project } from './project.ts'
import { classesOf, classOf } from './scale.ts'

export type Region = { id: string; name: string; value: number | null; text: string }

/**
 * A map whose colours go from light to dark with the value, in up to five classes of about equally many regions: readable in grey too. A region without a value is
 * hatched. Name and value stand in each region where there is room; the table beside says the same.
 */
export function Regions(props: {
  title: string
  boundaries: Boundaries
  regions: readonly Region[]
  format: (value: number) => string
  none: string
  onOpen?: (id: string) => void
  /** What lies on the map, and what the legend says of it. */
  over?: (drawn: Drawn) => ReactNode
  legend?: ReactNode
}) {
  const { title, boundaries, regions, format, none, onOpen, over, legend } = props
  const hatch = useId()
  const [width, height] = useScreen() === 'phone' ? [350, 440] : [760, 400]
  const drawn = useMemo(() => project(boundaries, width, height), [boundaries, width, height])
  const known = new Map(regions.map((region) => [region.id, region]))
  const values = regions.flatMap(({ value }) => (value === null ? [] : [value]))
  const bounds = classesOf(values)
  const shade = (value: number) => (bounds.length === 1 ? 2 : Math.round((classOf(bounds, value) * 4) / (bounds.length - 1)))
  return (
    <figure className="cw-figure cw-map">
      <svg width={drawn.width} viewBox={`0 0 ${drawn.width} ${drawn.height}`} aria-label={title}>
        <title>{title}</title>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="cw-map-none" />
            <line x1="0" y1="0" x2="0" y2="6" className="cw-map-hatch" />
          </pattern>
        </defs>
        {drawn.shapes.map(({ division, path }) => {
          const region = known.get(division)
          const value = region?.value ?? null
          const opens = region && onOpen ? openedBy(() => onOpen(division)) : {}
          return (
            <path
              key={division}
              d={path}
              aria-label={region ? `${region.name} ${region.text}` : division}
              {...(value === null
                ? { fill: `url(#${hatch})`, className: 'cw-region' }
                : { className: `cw-region cw-shade-${shade(value)}` })}
              {...opens}
            />
          )
        })}
        {drawn.shapes.map(({ division, middle: [x, y] }) => {
          const region = known.get(division)
          if (!region) return null
          const dark = region.value !== null && shade(region.value) >= 3
          return (
            <text key={division} x={x} y={y} textAnchor="middle" className={dark ? 'cw-map-text cw-map-light' : 'cw-map-text'}>
              <tspan x={x}>{region.name}</tspan>
              <tspan x={x} dy="1.25em" className="cw-map-value">
                {region.text}
              </tspan>
            </text>
          )
        })}
        {over?.(drawn)}
      </svg>
      <figcaption>
        <ul className="cw-legend">
          {bounds.map((bound, at) => (
            <li key={bound}>
              <svg width="28" height="16" aria-hidden="true">
                <rect width="28" height="16" className={`cw-region cw-shade-${shade(bound)}`} />
              </svg>
              {rangeOf(at)}
            </li>
          ))}
          {drawn.shapes.some(({ division }) => known.get(division)?.value == null) && (
            <li>
              <svg width="28" height="16" aria-hidden="true">
                <rect width="28" height="16" fill={`url(#${hatch})`} className="cw-region" />
              </svg>
              {none}
            </li>
          )}
          {legend}
        </ul>
      </figcaption>
    </figure>
  )

  /** The least and the greatest value that a class has. */
  function rangeOf(at: number) {
    const inside = values.filter((value) => classOf(bounds, value) === at)
    const [from, to] = [format(Math.min(...inside)), format(Math.max(...inside))]
    return from === to ? from : `${from} – ${to}`
  }
}

/** A shape that opens by pointer and by keyboard, as a button does. */
const openedBy = (open: () => void) => ({
  role: 'button',
  tabIndex: 0,
  onClick: open,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    open()
  },
})
