import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import Wall from '../capabilities/cockpit/web/wall/Wall.tsx'
import { words } from '../capabilities/cockpit/web/words.ts'
import { ApiRefusal, api } from '../ui/api.ts'
import { useSay } from '../ui/language.tsx'
import { Empty, Failure, Loading } from '../ui/States.tsx'
import SignIn from './SignIn.tsx'
import { remember } from './warm.ts'
import './wall-gate.css'

type Standing = { at: 'asking' | 'out' | 'ready' | 'open' } | { at: 'failed'; error: unknown }

const refused = (error: unknown) => error instanceof ApiRefusal && error.status === 401

/** A wall that was opened before goes on; else whoever is signed in opens it, or somebody signs in for it. */
async function ask(): Promise<Standing> {
  try {
    const wall = await fetch('/api/wall', { headers: { Accept: 'application/json' } })
    if (wall.ok) return { at: 'open' }
    await api.get('/session')
    return { at: 'ready' }
  } catch (error) {
    return refused(error) ? { at: 'out' } : { at: 'failed', error }
  }
}

/** The person's session is given up for a pass that shows the wall and nothing else: whoever walks by finds no way into the county's records. */
async function open(): Promise<Standing> {
  try {
    await api.post('/wall')
    await api.delete('/session')
    remember(false)
    return { at: 'open' }
  } catch (error) {
    return { at: 'failed', error }
  }
}

/** The way to the wall. With `?kiosk` it opens by itself, without asking. */
export default function WallGate() {
  const say = useSay()
  const [standing, setStanding] = useState<Standing>({ at: 'asking' })
  const kiosk = new URLSearchParams(window.location.search).has('kiosk')
  const start = useCallback(() => void open().then(setStanding), [])
  const look = useCallback(() => {
    setStanding({ at: 'asking' })
    void ask().then((next) => (next.at === 'ready' && kiosk ? start() : setStanding(next)))
  }, [kiosk, start])
  useEffect(look, [look])
  if (standing.at === 'open') return <Wall kiosk={kiosk} ended={() => setStanding({ at: 'out' })} />
  if (standing.at === 'out') return <SignIn enter={start} />
  if (standing.at === 'failed') return <Failure error={standing.error} retry={look} />
  if (standing.at === 'asking') return <Loading page />
  return (
    <Empty page title={words.wallReady} help={words.wallHelp}>
      <p className="wall-gate">
        <Button type="primary" size="large" autoFocus onClick={start}>
          {say(words.wallOpen)}
        </Button>
        <Button size="large" href="/cockpit">
          {say(words.wallBack)}
        </Button>
      </p>
    </Empty>
  )
}
