import { useSay } from '../../../../ui/language.tsx'
import type { Ranking, WallAnswer } from '../../contract.ts'
import { besideOf, figureOf, figureText, spanOf } from '../figures.ts'
import { StateMark } from '../StateMark.tsx'
import { words } from '../words.ts'
import { perScreen } from './scenes.ts'

/** Six of the numbers, as large as they go. */
export function TileScene({ answer, from }: { answer: WallAnswer; from: number }) {
  const say = useSay()
  return (
    <ol className="wall-tiles">
      {answer.tiles.slice(from, from + perScreen).map((tile) => {
        const { figure, unit } = figureOf(tile, say)
        const beside = besideOf(tile, say)
        return (
          <li key={tile.code} className={`wall-tile wall-${tile.state}`}>
            <p className="wall-name">
              {say(tile.text)}
              {!tile.suppressed && <StateMark state={tile.state} size={36} />}
            </p>
            <p className="wall-figure">
              <strong>{figure}</strong>
              {unit && <span>{unit}</span>}
            </p>
            <p className="wall-small">{spanOf(tile, answer.day, say)}</p>
            <p className="wall-why">{say(tile.why)}</p>
            {beside && <p className="wall-small wall-beside">{beside}</p>}
          </li>
        )
      })}
    </ol>
  )
}

const most = 5
/** How many targets of each plan stand how. */
export function PlanScene({ plans }: { plans: WallAnswer['plans'] }) {
  const say = useSay()
  const columns = [
    ['met', 'good', words.metCount],
    ['onWay', 'on', words.onWayCount],
    ['behind', 'act', words.behindCount],
    ['unknown', 'unknown', words.unknownCount],
  ] as const
  return (
    <table className="wall-plans">
      <thead>
        <tr>
          <th />
          {columns.map(([key, , text]) => (
            <th key={key} scope="col">
              {say(text)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plans.slice(0, most).map((plan) => (
          <tr key={plan.name[0]}>
            <th scope="row">{say(plan.name)}</th>
            {columns.map(([key, state]) => (
              <td key={key} className={plan[key] ? `wall-${state}` : 'wall-zero'}>
                {plan[key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const rows = 10
/** Townships, best first: the first ten in two columns, or where there are more, the first and the last five. */
export function RankingScene({ ranking: { townships, unit } }: { ranking: Ranking }) {
  const say = useSay()
  const known = townships.map((township, i) => ({ ...township, place: i + 1 }))
  const shown = known.length > rows ? [...known.slice(0, rows / 2), ...known.slice(-rows / 2)] : known
  const values = known.flatMap(({ value }) => value ?? [])
  const widest = Math.max(...values, 0)
  return (
    <ol className="wall-ranking">
      {shown.map(({ id, name, value, suppressed, place }) => (
        <li key={id}>
          <span className="wall-place">{place}</span>
          <span className="wall-name">{name}</span>
          <svg className="wall-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={widest > 0 ? (100 * (value ?? 0)) / widest : 0} height="10" />
          </svg>
          <strong>{suppressed ? say(words.few) : figureText(value, unit, say)}</strong>
        </li>
      ))}
    </ol>
  )
}
