import { useSay } from './language.tsx'
import { texts } from './texts.ts'

export type Option = { value: string; label: string }

/** The browser's own select in the house's clothes: quick, light, and typed into by every keyboard. */
export function Choice(props: {
  id?: string
  label?: string
  value?: string | null | undefined
  options: readonly Option[]
  onChange?: (value: string | undefined) => void
  /** Whether an empty choice is offered. */
  clearable?: boolean
  disabled?: boolean
  /** What stands there while nothing is chosen. */
  hint?: string
}) {
  const say = useSay()
  const { id, label, value, options, onChange, clearable, disabled, hint } = props
  return (
    <select
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      className="cw-select"
      value={value ?? ''}
      disabled={disabled}
      onChange={(event) => onChange?.(event.target.value || undefined)}
    >
      {(clearable || !value) && (
        <option value="" disabled={!clearable}>
          {hint ?? say(texts.choose)}
        </option>
      )}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
