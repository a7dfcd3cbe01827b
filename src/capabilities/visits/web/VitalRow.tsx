import { useSay } from '../../../ui/language.tsx'
import { texts } from '../texts.ts'
import { entryOf, type Sign, signs } from './entry.ts'
import { Notes, useField } from './fields.tsx'
import { useSheet } from './sheet-context.ts'
import { words } from './words.ts'

/** Eight small fields in one row, Enter through them; under each the last visit's value, so that a change is seen. */
export function VitalRow() {
  const say = useSay()
  return (
    <fieldset className="desk-line desk-vitals">
      <legend className="cw-hidden">{say(texts.vitalSigns)}</legend>
      <span aria-hidden>{say(texts.vitalSigns)}</span>
      <div>
        {signs.map((sign) => (
          <SignField key={sign} sign={sign} />
        ))}
      </div>
    </fieldset>
  )
}

function SignField({ sign }: { sign: Sign }) {
  const say = useSay()
  const { entry, type, last, leaveSign } = useSheet()
  const before = last && entryOf(last)[sign]
  return (
    <div className={`desk-sign desk-sign-${sign}`}>
      <label htmlFor={`desk-${sign}`}>{say(words[sign])}</label>
      <input
        {...useField(sign)}
        className="desk-input"
        value={entry[sign]}
        inputMode="decimal"
        maxLength={12}
        autoComplete="off"
        onChange={(e) => type(sign, e.target.value)}
        onBlur={() => leaveSign(sign)}
      />
      {before && <small>{say(words.last, { value: before })}</small>}
      <Notes field={sign} />
    </div>
  )
}
