import { Link } from 'react-router'
import { number } from '../../../kernel/grammar/amount.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { TargetNow, Weight } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { numberAddress, statedUnit, valueText } from './value.ts'

/** Who weighs most, institutions and townships beside each other; every unit opens onto its own number and so onto its rows. */
export function Weights({ target }: { target: TargetNow }) {
  const say = useSay()
  const { organization, township } = target.heaviest
  if (organization.length + township.length === 0) return null
  return (
    <section aria-labelledby="plan-weights">
      <h2 id="plan-weights">{say(words.weights)}</h2>
      <div className="plan-pair">
        {organization.length > 0 && <Units target={target} kind="organization" text={words.byInstitution} units={organization} />}
        {township.length > 0 && <Units target={target} kind="township" text={words.byTownship} units={township} />}
      </div>
    </section>
  )
}

type Props = { target: TargetNow; kind: 'organization' | 'township'; text: Text; units: readonly Weight[] }
function Units({ target, kind, text, units }: Props) {
  const say = useSay()
  const most = Math.max(...units.map(({ lacks }) => Math.abs(lacks)), Number.MIN_VALUE)
  return (
    <TableBox label={say(text)}>
      <table className="cw-table plan-weights">
        <thead>
          <tr>
            <th scope="col">{say(text)}</th>
            <th scope="col" className="cw-number">
              {say(words.unitValue)}
            </th>
            <th scope="col" className="cw-number">
              {say(words.lacks)}
            </th>
            <th scope="col">{say(words.share)}</th>
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit, value, lacks, share }) => {
            const to = numberAddress(target, { kind, id: unit.id })
            return (
              <tr key={unit.id}>
                <th scope="row">{to ? <Link to={to}>{unit.name}</Link> : unit.name}</th>
                <td className="cw-number">{valueText(value, statedUnit(target), say)}</td>
                <td className="cw-number">{number(lacks, Math.abs(lacks) < 10 ? 1 : 0)}</td>
                <td>
                  <div className="plan-share">
                    <svg width="100%" height="14" aria-hidden="true">
                      <rect width={`${(100 * Math.abs(lacks)) / most}%`} height="14" className={lacks > 0 ? 'plan-behind' : 'plan-met'} />
                    </svg>
                    <span>{lacks > 0 ? `${number(100 * share, 0)}%` : ''}</span>
                  </div>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableBox>
  )
}
