import type { KeyboardEvent, PointerEvent } from 'react'
import type { Position } from '../../../ui/contract.ts'

export type SignName = 'hospital' | 'centre' | 'clinic'
export type Point = { id: string; name: string; at: Position; sign: SignName; text: string }

/** A cross in a square for a hospital, a diamond for a health centre, a dot for a clinic: told apart without colour. */
export function Sign({ sign, x, y }: { sign: SignName; x: number; y: number }) {
  if (sign === 'hospital') return <path className="cockpit-sign" d={`M${x - 6} ${y - 6}h12v12h-12zM${x} ${y - 3.5}v7M${x - 3.5} ${y}h7`} />
  if (sign === 'centre') return <path className="cockpit-sign cockpit-sign-centre" d={`M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`} />
  return <circle className="cockpit-sign-clinic" cx={x} cy={y} r={2.5} />
}

type Pointing = { point: (point: Point) => void; open: (point: Point) => void }
/** Institutions on the map. A mouse over one, or a first tap, tells its value; a click or Enter opens it. Clinics are many: the keyboard passes them by, the table has them. */
export function InstitutionPoints(
  props: { points: readonly Point[]; place: (position: Position) => readonly [number, number] } & Pointing,
) {
  const { points, place } = props
  return (
    <g>
      {points.map((one) => {
        const [x, y] = place(one.at)
        const label = [one.name, one.text].filter(Boolean).join(' ')
        return (
          <g key={one.id} className="cockpit-point" aria-label={label} data-point={one.id} {...pointed(one, props)}>
            <title>{label}</title>
            <circle cx={x} cy={y} r={10} className="cockpit-reach" />
            <Sign sign={one.sign} x={x} y={y} />
          </g>
        )
      })}
    </g>
  )
}

/** A point that tells and opens, by pointer and by keyboard. */
const pointed = (one: Point, { point, open }: Pointing) => ({
  role: 'link',
  tabIndex: one.sign === 'clinic' ? -1 : 0,
  onMouseEnter: () => point(one),
  onFocus: () => point(one),
  onPointerUp: ({ pointerType }: PointerEvent) => (pointerType === 'mouse' ? open(one) : point(one)),
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    open(one)
  },
})
