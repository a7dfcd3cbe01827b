import { Link } from 'react-router'
import { Spark } from '../../ui/charts/Spark.tsx'
import type { Glance, ListedIndicator } from '../../ui/contract.ts'
import { useSay } from '../../ui/language.tsx'
import { ChangeMark } from './ChangeMark.tsx'
import { words } from './texts.ts'
import { valueText } from './value.ts'

/** One indicator of the library: name and key, newest value, change on a year ago, thirteen months. */
export function LibraryRow(props: {
  indicator: ListedIndicator
  glance: Glance | undefined
  label: string | undefined
  to: string | null
  waiting: boolean
}) {
  const { indicator, glance, label, to, waiting } = props
  const say = useSay()
  const name = say(indicator.text)
  return (
    <tr>
      <th scope="row">
        <Link className="cw-named" to={`/numbers/${indicator.code}${to ? `?to=${to}` : ''}`}>
          {name}
        </Link>
        {label && <span className="cw-muted cw-small">{label}</span>}
        {indicator.manual && <span className="cw-muted cw-small">{say(words.byHand)}</span>}
      </th>
      <td className="cw-number">
        <strong>{waiting ? '…' : valueText(glance, indicator.unit, say)}</strong>
      </td>
      <td className="cw-number">{!waiting && <ChangeMark now={glance?.value} before={glance?.lastYear} indicator={indicator} />}</td>
      <td className="cw-sparks">{glance && <Spark title={say(words.trendOf, { name })} values={glance.series} />}</td>
    </tr>
  )
}
