import { Button, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api } from '../ui/api.ts'
import { useSay } from '../ui/language.tsx'
import { useSession } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'

/** How long before the end the warning comes. */
const warning = 60_000

/**
 * Counts from the last key or pointer. While someone types without sending, the server's own clock is kept going; when nobody is there,
 * a warning counts down and then the session is ended there and the curtain drawn here.
 */
export function IdleWatch() {
  const say = useSay()
  const { idleMinutes } = useSession()
  const last = useRef(Date.now())
  const told = useRef(Date.now())
  const [left, setLeft] = useState<number>()
  const limit = idleMinutes * 60_000

  useEffect(() => {
    const here = () => {
      last.current = Date.now()
    }
    const events = ['keydown', 'pointerdown', 'wheel'] as const
    for (const name of events) window.addEventListener(name, here, { passive: true })
    const timer = setInterval(() => {
      const now = Date.now()
      const idle = now - last.current
      if (idle >= limit) {
        setLeft(undefined)
        last.current = now
        const lock = () => api.expire()?.catch(() => {})
        void api.delete('/session').then(lock, lock)
        return
      }
      setLeft(idle >= limit - warning ? Math.ceil((limit - idle) / 1000) : undefined)
      if (last.current > told.current && now - told.current > limit / 3) {
        told.current = now
        void api.get('/session').catch(() => {})
      }
    }, 1000)
    return () => {
      clearInterval(timer)
      for (const name of events) window.removeEventListener(name, here)
    }
  }, [limit])

  return (
    <Modal
      open={left !== undefined}
      title={say(texts.idleTitle)}
      closable={false}
      width={400}
      footer={
        <Button type="primary" autoFocus onClick={() => setLeft(undefined)}>
          {say(texts.stay)}
        </Button>
      }
    >
      {say(texts.idleText, { seconds: left ?? 0 })}
    </Modal>
  )
}
