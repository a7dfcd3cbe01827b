import { type KeyboardEvent, useEffect, useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { CodePicker } from '../../../ui/CodePicker.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Coded, Diagnosis } from '../shape.ts'

type System = Diagnosis['system']
type Tables = typeof import('../codes/codes.ts')
/** The code tables are a chunk of their own, fetched when the first field of a visit is shown. */
function useTables(): Tables | undefined {
  const [tables, setTables] = useState<Tables>()
  useEffect(() => {
    let current = true
    void import('../codes/codes.ts').then((loaded) => current && setTables(loaded))
    return () => {
      current = false
    }
  }, [])
  return tables
}

/** A diagnosis by initials, characters or code. Enter takes the marked row; in an empty field it goes on, Backspace takes the last one away. */
export function CodeField(props: {
  id: string
  label: Text
  system: System
  /** The one that is chosen, for a field that holds one; without it the field is emptied for the next. */
  value?: Diagnosis | null
  disabled: boolean
  pick: (diagnosis: Diagnosis) => void
  drop: () => void
}) {
  const say = useSay()
  const { id, label, system, value, disabled, pick, drop } = props
  const tables = useTables()
  const keyed = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && (event.target as HTMLInputElement).value === '') drop()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the field inside
    <div className="desk-code" onKeyDown={keyed}>
      <CodePicker<Coded>
        id={id}
        label={say(label)}
        {...(value === undefined ? {} : { value, placeholder: say(label) })}
        disabled={disabled || !tables}
        find={(q) => tables?.findDiagnoses(q, 8, system) ?? []}
        onPick={({ code, name }) => pick({ system, code, name })}
      />
    </div>
  )
}
