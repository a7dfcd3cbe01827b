import { App } from 'antd'
import { useState } from 'react'
import { fromSearch, type Typed } from '../../../patterns/patient/web/identity.ts'
import { ResidentForm } from '../../../patterns/patient/web/ResidentForm.tsx'
import { ApiRefusal, api, textOf } from '../../../ui/api.ts'
import type { Performed, Person } from '../../../ui/contract.ts'
import { useSay } from '../../../ui/language.tsx'
import { uniqueKey } from '../../../ui/unique.ts'
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
  const [key] = useState(uniqueKey)
  const send = async (entered: Typed) => {
    setBusy(true)
    setRefusal(undefined)
    try {
      const { id } = await api.post<Performed>('/resident/register', entered, {
        'Idempotency-Key': `${key}.${JSON.stringify(entered).length}`,
      })
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
