import { App } from 'antd'
import { type KeyboardEvent, type ReactNode, useCallback, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { ComboHandle } from '../../../ui/Combo.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { texts } from '../texts.ts'
import { Earlier } from './Earlier.tsx'
import { composing, underDialog } from './moving.ts'
import { Registering } from './Registering.tsx'
import { Search } from './Search.tsx'
import { Sheet } from './Sheet.tsx'
import { Steps } from './Steps.tsx'
import { Today } from './Today.tsx'
import { useReceive } from './useReceive.ts'
import { useStep } from './useStep.ts'
import { words } from './words.ts'
import './desk.css'
import './narrow.css'

/**
 * The visit desk: who is here today, one visit, what was before; on a small screen one of the three at a time.
 * From the search to the closed visit without a mouse.
 */
export default function Desk(): ReactNode {
  const say = useSay()
  const { message } = App.useApp()
  const [params, setParams] = useSearchParams()
  const visit = params.get('visit')
  const [registering, setRegistering] = useState<string>()
  const search = useRef<ComboHandle>(null)
  const receiving = useReceive()
  const { step, go, reveal } = useStep(visit !== null || registering !== undefined)

  const open = useCallback(
    (id: string) => {
      setRegistering(undefined)
      search.current?.clear()
      setParams({ visit: id })
      go('visit')
    },
    [setParams, go],
  )
  const register = useCallback(
    (typed: string) => {
      setRegistering(typed)
      go('visit')
    },
    [go],
  )
  const leave = useCallback(
    (said?: 'closed') => {
      if (said) message.success(say(words.closed))
      setRegistering(undefined)
      setParams({})
      reveal('today')
      search.current?.focus()
    },
    [message, say, setParams, reveal],
  )
  const toSearch = () => {
    if (underDialog()) return
    reveal('today')
    search.current?.focus()
  }
  useKeys([
    { keys: 'f2', text: words.toSearch, run: toSearch },
    { keys: '/', text: words.toSearch, run: toSearch },
  ])
  const keyed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || composing(event) || (!visit && registering === undefined)) return
    event.preventDefault()
    leave()
  }
  const today = <Today key="today" open={open} current={visit} show={() => reveal('today')} />
  const middle = (
    <div key="middle" className="desk-middle">
      <Search open={open} register={register} receiving={receiving} ref={search} />
      {registering !== undefined ? (
        <Registering
          typed={registering}
          leave={leave}
          done={async (person) => {
            const id = await receiving.receive(person, 'receive')
            if (id) open(id)
          }}
        />
      ) : visit ? (
        <Sheet key={visit} id={visit} leave={leave} />
      ) : (
        <p className="desk-empty">{say(step ? words.startNarrow : words.start)}</p>
      )}
      <p className="desk-keys cw-muted cw-small">{say(words.keysHint)}</p>
    </div>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc from any field of the desk
    <div className="desk" onKeyDown={keyed} {...(step ? { 'data-step': step } : {})}>
      <h1 className="cw-hidden">{say(texts.desk)}</h1>
      {step && <Steps visit={registering === undefined ? visit : null} step={step} go={go} />}
      {step ? [middle, today] : [today, middle]}
      <Earlier visit={visit} />
    </div>
  )
}
