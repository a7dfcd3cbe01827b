import { project } from '../../../../ui/charts/project.ts'
import { classesOf, classOf } from '../../../../ui/charts/scale.ts'
import type { Boundaries } from '../../../../ui/contract.ts'
import { useSay } from '../../../../ui/language.tsx'
import type { Ranking } from '../../contract.ts'
import { figureText } from '../figures.ts'
import { words } from '../words.ts'

/** More names than these would lie over each other: then only the values stand in the map. */
const mostNames = 14

/** The county's townships, light on dark: the lighter the higher; name and value stand in each. */
export function MapScene({ ranking: { townships, unit, text }, boundaries }: { ranking: Ranking; boundaries: Boundaries }) {
  const say = useSay()
  const drawn = project(boundaries, 1800, 780)
  const known = new Map(townships.map((township) => [township.id, township]))
  const bounds = classesOf(townships.flatMap(({ value }) => value ?? []))
  const shade = (value: number) => (bounds.length === 1 ? 2 : Math.round((classOf(bounds, value) * 4) / (bounds.length - 1)))
  const named = drawn.shapes.length <= mostNames
  return (
    <>
      <p className="wall-legend">{say(words.lighter)}</p>
      <svg
        className="wall-map"
        viewBox={`0 0 ${drawn.width} ${drawn.height}`}
        role="img"
        aria-label={say(words.mapScene, { name: say(text) })}
      >
        {drawn.shapes.map(({ division, path }) => {
          const value = known.get(division)?.value ?? null
          return <path key={division} d={path} className={`wall-land ${value === null ? 'wall-none' : `wall-shade-${shade(value)}`}`} />
        })}
        {drawn.shapes.map(({ division, middle: [x, y] }) => {
          const one = known.get(division)
          const light = one?.value != null && shade(one.value) >= 3
          return (
            <text key={division} x={x} y={named ? y - 8 : y + 16} textAnchor="middle" className={light ? 'wall-on-light' : ''}>
              {named && (
                <tspan x={x}>{one?.name ?? boundaries.features.find((f) => f.properties.division === division)?.properties.name}</tspan>
              )}
              <tspan x={x} dy={named ? 52 : 0} className="wall-map-value">
                {one?.suppressed ? say(words.few) : figureText(one?.value ?? null, unit, say)}
              </tspan>
            </text>
          )
        })}
      </svg>
    </>
  )
}
