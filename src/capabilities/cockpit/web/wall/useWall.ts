import { useEffect, useState } from 'react'
import type { Boundaries } from '../../../../ui/contract.ts'
import type { WallAnswer } from '../../contract.ts'
import { ask } from './scenes.ts'

export type WallState = { answer: WallAnswer | undefined; boundaries: Boundaries | undefined; received: number; failed: boolean }

async function get<T>(path: string): Promise<T | 'ended' | undefined> {
  const response = await fetch(path, { headers: { Accept: 'application/json' }, cache: 'no-store' }).catch(() => undefined)
  if (response?.status === 401) return 'ended'
  return response?.ok ? ((await response.json()) as T) : undefined
}

/** The wall's data, asked for every minute. What came last stays when the network fails; a pass that has ended is told once. */
export function useWall(ended: () => void): WallState {
  const [state, setState] = useState<WallState>({ answer: undefined, boundaries: undefined, received: 0, failed: false })
  useEffect(() => {
    let gone = false
    const look = async () => {
      const answer = await get<WallAnswer>('/api/wall')
      if (gone) return
      if (answer === 'ended') return ended()
      setState((before) => (answer ? { ...before, answer, received: Date.now(), failed: false } : { ...before, failed: true }))
    }
    const outline = async () => {
      const boundaries = await get<Boundaries>('/api/wall/boundaries')
      if (!gone && boundaries && boundaries !== 'ended') setState((before) => ({ ...before, boundaries }))
    }
    void look()
    void outline()
    const timer = setInterval(() => void look(), ask)
    const back = () => void look()
    window.addEventListener('online', back)
    return () => {
      gone = true
      clearInterval(timer)
      window.removeEventListener('online', back)
    }
  }, [ended])
  return state
}

/** The present, each second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
