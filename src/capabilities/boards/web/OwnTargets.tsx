import { useSay } from '../../../ui/language.tsx'
import { Num } from '../../../ui/Num.tsx'
import { NumberHeads } from '../../../ui/NumberHeads.tsx'
import { Empty } from '../../../ui/States.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import { cellAddress, rowsAddress } from '../addresses.ts'
import type { InstitutionBoard, OwnTarget } from '../contract.ts'
import { texts } from '../texts.ts'
import { aimed } from '../values.ts'
import { Place } from './KeyNumbers.tsx'
import { Goal, StatusMark } from './Marks.tsx'

/** The plans' targets that can be told for one institution, those behind first: its own value beside the county's, the goal and what is lacking in cases. */
export function OwnTargets({ board: { targets, institution } }: { board: InstitutionBoard }) {
  const say = useSay()
  const heads = [texts.own, texts.county, texts.goal, texts.gap, texts.place]
  return (
    <section>
      <h2>{say(texts.targets)}</h2>
      {targets.length === 0 ? (
        <Empty title={texts.noTargets} help={texts.noTargetsHelp} />
      ) : (
        <TableBox label={say(texts.targets)}>
          <table className="cw-table board-targets">
            <thead>
              <tr>
                <th scope="col">{say(texts.target)}</th>
                <NumberHeads of={heads} />
              </tr>
            </thead>
            <tbody>
              {targets.map((one) => (
                <Row key={`${one.plan.id} ${one.code}`} one={one} institution={institution} />
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </section>
  )
}

function Row({ one, institution }: { one: OwnTarget; institution: InstitutionBoard['institution'] }) {
  const say = useSay()
  const { opens, own, unit, county, gap, rank, planned } = one
  const rows = opens && rowsAddress(opens, institution)
  const lacking = gap && say(gap.way === 'more' ? texts.more : texts.fewer, { cases: gap.cases })
  return (
    <tr>
      <th scope="row">
        <span className="board-named">{say(one.text)}</span>
        <span className="cw-small board-under">
          <StatusMark status={one.status} />
          <span className="cw-muted" title={one.reading && say(one.reading)}>
            {say(one.plan.name)}
          </span>
        </span>
      </th>
      <td className="cw-number board-big">
        <Num text={aimed(own, unit)} to={own === null || !opens ? undefined : cellAddress(opens, institution.id)} />
      </td>
      <td className="cw-number">{aimed(county, unit)}</td>
      <td className="cw-number">
        <Goal of={one} />
        {planned !== undefined && one.status !== 'met' && (
          <span className="cw-muted cw-small board-under">{`${say(texts.planned)} ${aimed(planned, unit)}`}</span>
        )}
      </td>
      <td className="cw-number">{lacking ? <Num text={lacking} to={rows} /> : '—'}</td>
      <td className="cw-number">{rank ? <Place rank={rank} /> : '—'}</td>
    </tr>
  )
}
