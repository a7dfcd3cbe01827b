import { App } from 'antd'
import { type FormEvent, type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react'
import { api, textOf } from '../../../ui/api.ts'
import { Combo, type ComboHandle } from '../../../ui/Combo.tsx'
import type { Person } from '../../../ui/contract.ts'
import { shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { ageOf, sexOf } from '../../../ui/PatientPicker.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { composing } from './moving.ts'
import { Opening } from './Opening.tsx'
import { useToday, visitFlow } from './queries.ts'
import type { Receiving } from './useReceive.ts'
import { words } from './words.ts'

type Props = { open: (id: string) => void; register: (typed: string) => void; receiving: Receiving; ref: Ref<ComboHandle> }

/** The one field a visit begins at: type or scan, Enter receives, Alt+Enter puts on the waiting list; whoever is not known is registered. */
export function Search({ open, register, receiving, ref }: Props) {
  const say = useSay()
  const { message } = App.useApp()
  const today = useToday().data
  const { receive, options, setOptions } = receiving
  const [typed, setTyped] = useState('')
  const [none, setNone] = useState(false)
  const waiting = useRef(false)
  /** Enter came before the answer, as from a scanner: nobody found is then registered at once. */
  const entered = useRef(false)
  /** A visit of today that is still open: received twice is a mistake. */
  const openVisit = ({ patients }: Person) =>
    today?.find(({ patient_id, state }) => patients.includes(patient_id) && (state === 'planned' || state === 'in-progress'))

  const find = async (q: string, signal: AbortSignal) => {
    const { persons } = await api.get<{ persons: readonly Person[] }>('/persons', { q, limit: 10 }, signal)
    setNone(persons.length === 0)
    return persons
  }
  useEffect(() => {
    if (none && entered.current) register(typed)
  }, [none, typed, register])
  const pick = async (person: Person) => {
    setTyped('')
    const already = openVisit(person)
    if (already) return open(already.id)
    const waits = waiting.current
    const done = await receive(person, waits ? 'open' : 'receive')
    if (done && waits) message.success(say(words.waits))
    else if (done) open(done)
  }
  const keyed = (event: KeyboardEvent) => {
    if (composing(event)) return
    waiting.current = event.altKey
    entered.current = event.key === 'Enter'
  }
  const typing = (event: FormEvent) => {
    setTyped((event.target as HTMLInputElement).value)
    setNone(false)
  }
  const unknown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || composing(event) || !typed.trim() || !none) return
    event.preventDefault()
    register(typed)
  }
  return (
    <search className="desk-search">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens to the field inside */}
      <div onKeyDownCapture={keyed} onKeyDown={unknown} onInput={typing}>
        <Combo<Person>
          ref={ref}
          id="desk-search"
          label={say(words.search)}
          placeholder={`${say(words.searchHint)}（F2）`}
          patience={120}
          autoFocus
          find={find}
          keyOf={({ person }) => person}
          nameOf={({ name }) => name}
          onPick={(person) => void pick(person)}
          onError={(error) => void message.error(say(textOf(error)))}
          show={(person) => {
            const already = openVisit(person)
            return (
              <span className="desk-hit">
                <strong>{person.name}</strong>
                <span>{sexOf(person.sex, say)}</span>
                <span>{ageOf(person.birthDate, say)}</span>
                <span>{shown(person.idCard)}</span>
                <span>{shown(person.phone)}</span>
                {already && <StateBadge state={already.state} states={visitFlow.kind.states} />}
              </span>
            )
          }}
        />
      </div>
      <Opening options={options} set={setOptions} register={() => register(typed)} />
    </search>
  )
}
