import { App, Button } from 'antd'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { ResidentForm } from '../../../patterns/patient/web/ResidentForm.tsx'
import type { ComboHandle } from '../../../ui/Combo.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { PatientPicker } from '../../../ui/PatientPicker.tsx'
import { useMay, useSession } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import { texts } from '../texts.ts'
import { Card } from './Card.tsx'
import { ownPatient, residentFlow } from './queries.ts'
import { words } from './words.ts'

/** Finds a resident and shows the card, or registers one. */
export default function Residents(): ReactNode {
  const say = useSay()
  const may = useMay()
  const { post } = useSession()
  const [params, setParams] = useSearchParams()
  const patient = params.get('patient')
  const [registering, setRegistering] = useState(false)
  const search = useRef<ComboHandle>(null)
  const open = useCallback(
    (id: string | undefined) => {
      setRegistering(false)
      if (id) setParams({ patient: id })
    },
    [setParams],
  )
  useKeys([
    { keys: 'f2', text: words.toSearch, run: () => search.current?.focus() },
    { keys: '/', text: words.toSearch, run: () => search.current?.focus() },
    { keys: 'alt+n', text: words.registerNew, run: () => may('resident.register') && setRegistering(true) },
  ])
  return (
    <div className="resident-page">
      <div className="resident-search">
        <PatientPicker ref={search} autoFocus={!patient} onPick={(person) => void ownPatient(person, post?.organization.id).then(open)} />
        {may('resident.register') && (
          <Button onClick={() => setRegistering(true)}>
            {say(words.registerNew)} <kbd>Alt+N</kbd>
          </Button>
        )}
      </div>
      {registering ? (
        <Register done={open} leave={() => setRegistering(false)} />
      ) : patient ? (
        <Card key={patient} id={patient} />
      ) : (
        <p className="cw-state">{say(words.start)}</p>
      )}
    </div>
  )
}

function Register({ done, leave }: { done: (id: string) => void; leave: () => void }) {
  const say = useSay()
  const { message } = App.useApp()
  const { perform, refusal, failure, busy } = usePerform(residentFlow)
  return (
    <section className="resident-sheet">
      <h1>{say(words.registerNew)}</h1>
      {(refusal ?? failure) && <p className="cw-bad">{say((refusal ?? failure)!.text)}</p>}
      <ResidentForm
        start={{}}
        submit={texts.register}
        busy={busy !== undefined}
        refused={refusal?.fields ?? []}
        leave={leave}
        send={async ({ name = '', sex, ...rest }) => {
          const registered = await perform('register', { ...rest, name, ...(isSex(sex) ? { sex } : {}) })
          if (!registered) return
          message.success(say(words.registered))
          done(registered.id)
        }}
      />
    </section>
  )
}

const isSex = (sex: string | undefined): sex is 'male' | 'female' | 'other' | 'unknown' =>
  ['male', 'female', 'other', 'unknown'].includes(sex ?? '')
