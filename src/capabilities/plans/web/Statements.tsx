import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { TargetAnswer } from '../contract.ts'
import type { Evidence, Statement } from '../shape.ts'
import { webTexts as words } from '../web-texts.ts'
import type { Acting } from './Act.tsx'
import { statedUnit, valueText } from './value.ts'

type Act = (acting: Acting) => void

/** What was entered by hand, newest first: value, unit, day, who and when, what proves it, until when it holds, and what was taken back and why. */
export function Statements({ answer, act }: { answer: TargetAnswer; act: Act }) {
  const say = useSay()
  const { statements, target, today } = answer
  const { hash } = useLocation()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (hash === '#statements') section.current?.scrollIntoView()
  }, [hash])
  return (
    <section id="statements" ref={section} aria-labelledby="plan-statements">
      <h2 id="plan-statements">{say(words.statements)}</h2>
      {statements.length === 0 ? (
        <p className="cw-muted">{say(words.noStatements)}</p>
      ) : (
        <TableBox label={say(words.statements)}>
          <table className="cw-table plan-statements">
            <thead>
              <tr>
                {[words.day, words.unit, words.unitValue, words.who, words.evidence, words.until].map((text) => (
                  <th key={text[1]} scope="col">
                    {say(text)}
                  </th>
                ))}
                <th scope="col" aria-label={say(words.withdraw)} />
              </tr>
            </thead>
            <tbody>
              {statements.map((one) => (
                <Line key={one.id} statement={one} value={valueText(one.value, statedUnit(target), say)} today={today} act={act} />
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </section>
  )
}

function Line({ statement, value, today, act }: { statement: Statement; value: string; today: string; act: Act }) {
  const say = useSay()
  const may = useMay()
  const { day, unitName, statedBy, statedAt, evidence, until, note, state, withdrawnBy, withdrawnAt, reason } = statement
  const gone = state === 'withdrawn'
  const changes = !gone && may('statement.withdraw')
  return (
    <tr className={gone ? 'plan-gone' : ''}>
      <th scope="row">{day}</th>
      <td>{unitName}</td>
      <td>
        <strong>{value}</strong>
        {note && <p className="cw-muted cw-small plan-note">{note}</p>}
        {gone && (
          <p className="cw-bad cw-small plan-note">
            {say(words.withdrawnBy, { who: withdrawnBy ?? '', when: minute(withdrawnAt), reason: reason ?? '' })}
          </p>
        )}
      </td>
      <td>
        {statedBy}
        <p className="cw-muted cw-small">{minute(statedAt)}</p>
      </td>
      <td>
        {evidence.length === 0 && <span className="cw-muted">{say(words.noEvidence)}</span>}
        {evidence.map((file) => (
          <File
            key={file.checksum}
            file={file}
            {...(changes ? { take: () => act({ verb: 'withdrawEvidence', statement, evidence: file }) } : {})}
          />
        ))}
      </td>
      <td className={until && until < today ? 'cw-bad' : ''}>{until}</td>
      <td>
        {changes && (
          <>
            <button type="button" className="cw-plain plan-link" onClick={() => act({ verb: 'attach', statement })}>
              {say(words.attach)}
            </button>
            <button type="button" className="cw-plain plan-link" onClick={() => act({ verb: 'withdraw', statement })}>
              {say(words.withdraw)}
            </button>
          </>
        )}
      </td>
    </tr>
  )
}

/** A file that proves something: opened by its name; one that was withdrawn stays, struck out, with who and why. */
function File({ file: { checksum, name, withdrawn }, take }: { file: Evidence; take?: () => void }) {
  const say = useSay()
  return (
    <p className="plan-file">
      <a href={evidenceAddress(checksum, name)} download={name} className={withdrawn ? 'plan-struck' : ''}>
        {name}
      </a>
      {withdrawn ? (
        <span className="cw-bad cw-small">
          {say(words.withdrawnBy, { who: withdrawn.by, when: minute(withdrawn.at), reason: withdrawn.reason })}
        </span>
      ) : (
        take && (
          <button type="button" className="cw-plain plan-link cw-small" aria-label={say(words.withdrawOf, { name })} onClick={take}>
            {say(words.withdrawEvidence)}
          </button>
        )
      )}
    </p>
  )
}
const evidenceAddress = (checksum: string, name: string) => `/api/evidence/${checksum}?${new URLSearchParams({ name })}`
