import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { api } from '../../../ui/api.ts'
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

/** Which tables the county has loaded: those are searched where they lie, on the server. */
function useLoaded() {
  return useQuery({
    queryKey: ['codes', 'loaded'],
    queryFn: ({ signal }) => api.get<{ loaded: readonly System[] }>('/codes', undefined, signal),
    select: ({ loaded }) => loaded,
    staleTime: 600_000,
  }).data
}
const most = 8
const search = async (system: System, q: string, signal: AbortSignal) =>
  (await api.get<{ codes: readonly Coded[] }>('/codes/search', { system, q, limit: most }, signal)).codes

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
  const loaded = useLoaded()?.includes(system) === true
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
        patience={loaded ? 150 : 0}
        find={(q, signal) => (loaded ? search(system, q, signal) : (tables?.findDiagnoses(q, most, system) ?? []))}
        onPick={({ code, name }) => pick({ system, code, name })}
      />
    </div>
  )
}
