import { Link } from 'react-router'
import { Spark } from '../../../ui/charts/Spark.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { TileNow } from '../contract.ts'
import { besideOf, figureOf, spanOf } from './figures.ts'
import { StateMark } from './StateMark.tsx'
import { words } from './words.ts'

/** One number of the morning: what, how much, over which days, how it compares, how it stands. The whole card opens it. */
export function TileCard({ tile, yesterday }: { tile: TileNow; yesterday: string }) {
  const say = useSay()
  const { figure, unit } = figureOf(tile, say)
  const beside = besideOf(tile, say)
  const spark = tile.over === 'day' || tile.over === 'to-date' ? words.spark : words.sparkMonths
  return (
    <li className={`cockpit-tile cockpit-tile-${tile.state}`} data-tile={tile.code}>
      <div className="cockpit-tile-head">
        <Link to={tile.link}>{say(tile.text)}</Link>
        {!tile.suppressed && <StateMark state={tile.state} />}
      </div>
      <div className="cockpit-tile-value">
        <p>
          <strong>{figure}</strong>
          {unit && <span>{unit}</span>}
        </p>
        <Spark title={say(spark, { name: say(tile.text) })} values={tile.series} width={96} height={30} />
      </div>
      <p className="cockpit-tile-span">
        {spanOf(tile, yesterday, say)}
        {beside && <span> · {beside}</span>}
      </p>
      <p className="cockpit-tile-why">{say(tile.why)}</p>
    </li>
  )
}
