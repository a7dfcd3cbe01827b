import { App } from 'antd'
import { useState } from 'react'
import { fromSearch, type Typed } from '../../../patterns/patient/web/identity.ts'
import { ResidentForm } from '../../../patterns/patient/web/ResidentForm.tsx'
import { ApiRefusal, api, textOf } from '../../../ui/api.ts'
import type { Person } from '../../../ui/contract.ts'
import { useSay } from '../../../ui/language.tsx'
import { makePerformer } from '../../../ui/performer.ts'
import { words } from './words.ts'

/** Registers somebody the search did not know, prefilled with what was typed, and hands the new person over to be received. */
export function Registering({
  typed,
  done,
  leave,
}: {
  typed: string
  done: (person: Pick<Person, 'person' | 'patients'>) => void
  leave: () => void
}) {
  const say = useSay()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<ApiRefusal>()
  const [performer] = useState(() => makePerformer(api, 'resident'))
  /** Registered already, should a later step have failed: the next try goes on from there. */
  const [made, setMade] = useState<string>()
  const send = async (entered: Typed) => {
    setBusy(true)
    setRefusal(undefined)
    try {
      const id = made ?? (await performer.perform('register', entered)).id
      setMade(id)
      const { persons } = await api.get<{ persons: readonly Person[] }>('/persons', { q: entered.idCard ?? entered.name, limit: 100 })
      const person = persons.find(({ patients }) => patients.includes(id))
      if (person) done(person)
    } catch (error) {
      if (error instanceof ApiRefusal) setRefusal(error)
      message.error(say(textOf(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="desk-sheet" aria-label={say(words.registerNew)}>
      <h2>{say(words.registerNew)}</h2>
      <ResidentForm
        start={fromSearch(typed)}
        submit={words.registerAndReceive}
        busy={busy}
        refused={refusal?.fields ?? []}
        send={(entered) => void send(entered)}
        leave={leave}
      />
    </section>
  )
}
