import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { TargetAnswer } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import type { Acting } from './Act.tsx'
import { statedUnit, valueText } from './value.ts'

/** The units that state this target, with what holds of each or why nothing does; whoever may state opens the form from here. */
export function UnitsStating({ answer, act }: { answer: TargetAnswer; act: (acting: Acting) => void }) {
  const say = useSay()
  const may = useMay()
  const { target, units, plan } = answer
  if (units.length < 2) return null
  const states = may('statement.state') && plan.state === 'adopted' && target.left === undefined
  return (
    <section aria-labelledby="plan-units">
      <h2 id="plan-units">
        {say(words.unitsOf)}
        {target.stated && <span className="cw-muted cw-small">{say(words.statedOf, target.stated)}</span>}
      </h2>
      <TableBox label={say(words.unitsOf)}>
        <table className="cw-table plan-units">
          <thead>
            <tr>
              <th scope="col">{say(words.unit)}</th>
              <th scope="col" className="cw-number">
                {say(words.unitValue)}
              </th>
              <th scope="col">{say(words.until)}</th>
              <th scope="col">{say(words.why)}</th>
              {states && <th scope="col" aria-label={say(words.state)} />}
            </tr>
          </thead>
          <tbody>
            {units.map(({ id, name, value, until, problem }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td className="cw-number">{valueText(value, statedUnit(target), say)}</td>
                <td>{until}</td>
                <td className={problem ? 'cw-bad' : ''}>{problem && say(problem)}</td>
                {states && (
                  <td>
                    <button type="button" className="cw-plain plan-link" onClick={() => act({ verb: 'state', unit: id })}>
                      {say(words.state)}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  )
}
