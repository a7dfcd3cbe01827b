import type { Ref } from 'react'
import { Combo, type ComboHandle } from './Combo.tsx'
import { useSay } from './language.tsx'
import { texts } from './texts.ts'

export type Coded = { code: string; name: string }

/** Picks from a code table by name, pinyin initials or code. `find` may be pure (a table that lies here: no waiting) or ask the server. */
export function CodePicker<T extends Coded>(props: {
  label: string
  find: (q: string, signal: AbortSignal) => readonly T[] | Promise<readonly T[]>
  onPick: (coded: T) => void
  /** Shown in the field; without it the field is emptied after picking, ready for the next code. */
  value?: T | null
  placeholder?: string
  /** Milliseconds; give about 200 when `find` asks the server. */
  patience?: number
  disabled?: boolean
  autoFocus?: boolean
  /** Shows all there is as soon as the field is entered: for short tables. */
  opens?: boolean
  id?: string
  ref?: Ref<ComboHandle>
}) {
  const say = useSay()
  const { value, placeholder, patience = 0, ...rest } = props
  return (
    <Combo<T>
      {...rest}
      patience={patience}
      placeholder={placeholder ?? say(texts.findCode)}
      keyOf={({ code }) => code}
      nameOf={({ name }) => name}
      {...(value === undefined ? {} : { keep: true, value: value?.name ?? '' })}
      show={({ code, name }) => (
        <span className="cw-coded">
          <span>{name}</span>
          <span className="cw-muted">{code}</span>
        </span>
      )}
    />
  )
}
