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
import { Today } from './Today.tsx'
import { useReceive } from './useReceive.ts'
import { words } from './words.ts'
import './desk.css'

/** The visit desk: who is here today, one visit, what was before. From the search to the closed visit without a mouse. */
export default function Desk(): ReactNode {
  const say = useSay()
  const { message } = App.useApp()
  const [params, setParams] = useSearchParams()
  const visit = params.get('visit')
  const [registering, setRegistering] = useState<string>()
  const search = useRef<ComboHandle>(null)
  const receiving = useReceive()

  const open = useCallback(
    (id: string) => {
      setRegistering(undefined)
      search.current?.clear()
      setParams({ visit: id })
    },
    [setParams],
  )
  const leave = useCallback(
    (said?: 'closed') => {
      if (said) message.success(say(words.closed))
      setRegistering(undefined)
      setParams({})
      search.current?.focus()
    },
    [message, say, setParams],
  )
  const toSearch = () => underDialog() || search.current?.focus()
  useKeys([
    { keys: 'f2', text: words.toSearch, run: toSearch },
    { keys: '/', text: words.toSearch, run: toSearch },
  ])
  const keyed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || composing(event) || (!visit && registering === undefined)) return
    event.preventDefault()
    leave()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc from any field of the desk
    <div className="desk" onKeyDown={keyed}>
      <h1 className="cw-hidden">{say(texts.desk)}</h1>
      <Today open={open} current={visit} />
      <div className="desk-middle">
        <Search open={open} register={setRegistering} receiving={receiving} ref={search} />
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
          <p className="desk-empty">{say(words.start)}</p>
        )}
        <p className="desk-keys cw-muted cw-small">{say(words.keysHint)}</p>
      </div>
      <Earlier visit={visit} />
    </div>
  )
}
