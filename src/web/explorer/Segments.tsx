import { useId } from 'react'

type Option = { value: string; label: string }

/** One of a few, side by side: radio buttons as buttons, moved by the arrow keys. */
export function Segments(props: { label: string; value: string; options: readonly Option[]; onChange: (value: string) => void }) {
  const { label, value, options, onChange } = props
  const name = useId()
  return (
    <fieldset className="cw-segments">
      <legend className="cw-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
