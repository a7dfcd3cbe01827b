import { Link } from 'react-router'
import { number } from '../../../kernel/grammar/amount.ts'
import { shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { KeptPatient } from '../identity/contract.ts'
import { texts } from '../texts.ts'
import { differing, identityWords as words } from './identity-words.ts'

type Props = {
  title: string
  rows: readonly KeptPatient[]
  /** Which are to be parted; nothing can be chosen without it. */
  chosen?: ReadonlySet<string> | undefined
  choose?: (chosen: ReadonlySet<string>) => void
}

/** What each institution keeps of a person: who it says he is, and how much there is; each opens. */
export function Patients({ title, rows, chosen, choose }: Props) {
  const say = useSay()
  const may = useMay()
  const toggle = (patient: string) => {
    const next = new Set(chosen)
    if (!next.delete(patient)) next.add(patient)
    choose?.(next)
  }
  return (
    <section className="identity-patients">
      <h2>{title}</h2>
      <TableBox label={title}>
        <table className="cw-table">
          <thead>
            <tr>
              {chosen && <td />}
              <th scope="col">{say(texts.organization)}</th>
              <th scope="col">{say(texts.name)}</th>
              <th scope="col">{say(words.visits)}</th>
              <th scope="col">{say(words.admissions)}</th>
              <th scope="col">{say(words.registers)}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.patient}>
                {chosen && (
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`${row.organization} ${row.name ?? ''}`}
                      checked={chosen.has(row.patient)}
                      onChange={() => toggle(row.patient)}
                    />
                  </td>
                )}
                <td>{shown(row.organization)}</td>
                <td title={row.differs.map((what) => say(differing[what])).join('、')}>
                  {shown(row.name)} {row.differs.includes('name') && <span className="identity-mark">≠</span>}{' '}
                  {!row.active && <span className="cw-muted">{say(words.annulled)}</span>}
                </td>
                <td className="cw-number">{number(row.visits)}</td>
                <td className="cw-number">{number(row.admissions)}</td>
                <td className="cw-number">{number(row.registers)}</td>
                <td>{may('resident.read') && <Link to={`/residents?patient=${row.patient}`}>{say(words.openCard)}</Link>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  )
}
