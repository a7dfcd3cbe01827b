import { measured } from '../../../kernel/grammar/amount.ts'
import { Spark } from '../../../ui/charts/Spark.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Num } from '../../../ui/Num.tsx'
import { Empty } from '../../../ui/States.tsx'
import { cellAddress, rowsAddress } from '../addresses.ts'
import type { InstitutionBoard, KeyNumber } from '../contract.ts'
import { fewestPeers, type Rank } from '../rank.ts'
import { texts } from '../texts.ts'
import { Changed } from './Marks.tsx'

/** The key numbers of its class, each with its change, thirteen months and its place; each opens onto its cell and its rows. */
export function KeyNumbers({ board: { numbers, institution } }: { board: InstitutionBoard }) {
  const say = useSay()
  if (numbers.length === 0) return <Empty title={texts.noNumbers} />
  const ranked = numbers.some(({ rank }) => rank)
  return (
    <section aria-label={say(texts.numbers)}>
      <ul className="board-numbers">
        {numbers.map((one) => (
          <One key={one.opens.code} one={one} institution={institution} />
        ))}
      </ul>
      {!ranked && <p className="cw-muted cw-small">{say(texts.noRank, { fewest: fewestPeers })}</p>}
    </section>
  )
}

function One({ one, institution }: { one: KeyNumber; institution: InstitutionBoard['institution'] }) {
  const say = useSay()
  const { text, value, lastYear, unit, series, rank, opens } = one
  const rows = rowsAddress(opens, institution)
  return (
    <li>
      <p className="board-label">
        {unit === 'yuan' ? say(texts.inYuan, { name: say(text) }) : unit === 'days' ? say(texts.inDays, { name: say(text) }) : say(text)}
      </p>
      <p className="board-value">
        <Num text={measured(value, unit)} to={value === null ? undefined : cellAddress(opens, institution.id)} />
        <Spark title={say(text)} values={series} width={84} height={24} />
      </p>
      <p className="cw-small">
        <span className="cw-muted">{say(texts.lastYear)} </span>
        <Changed now={value} before={lastYear} about={one} />
      </p>
      <p className="cw-small cw-row board-foot">
        {rank && <Place rank={rank} />}
        {rows && value !== null && <Num text={say(texts.rows)} to={rows} detail={say(texts.rowsOf, { name: say(text) })} />}
      </p>
    </li>
  )
}

/** The place among the peers, and the quarter it lies in. */
export function Place({ rank: { rank, of, quartile } }: { rank: Rank }) {
  const say = useSay()
  return (
    <span className={`board-place board-place-${quartile}`} title={say(texts[`quarter${quartile}`])}>
      {say(texts.rank, { rank, of })}
    </span>
  )
}
