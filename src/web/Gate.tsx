import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { ApiRefusal, api } from '../ui/api.ts'
import type { Session } from '../ui/contract.ts'
import { drafts } from '../ui/draft.ts'
import { Failure, Loading } from '../ui/States.tsx'
import { loadWorkbench, remember, warmIfKnown } from './warm.ts'

const SignIn = lazy(() => import('./SignIn.tsx'))
const Setup = lazy(() => import('./Setup.tsx'))
const ChangePassword = lazy(() => import('./ChangePassword.tsx'))
const Workbench = lazy(loadWorkbench)

type Standing = { at: 'asking' } | { at: 'setup' } | { at: 'out' } | { at: 'failed'; error: unknown } | { at: 'in'; session: Session }

async function ask(): Promise<Standing> {
  try {
    return { at: 'in', session: await api.get<Session>('/session') }
  } catch (error) {
    if (!(error instanceof ApiRefusal)) return { at: 'failed', error }
    const { needed } = await api.get<{ needed: boolean }>('/setup').catch(() => ({ needed: false }))
    return { at: needed ? 'setup' : 'out' }
  }
}

/** Before the workbench: who is there? Sign-in, first run and a forced new password each load only what they need. */
export function Gate() {
  const [standing, setStanding] = useState<Standing>({ at: 'asking' })
  const queries = useQueryClient()
  const look = useCallback(() => {
    setStanding({ at: 'asking' })
    warmIfKnown()
    ask().then(setStanding)
  }, [])
  useEffect(look, [look])

  const enter = useCallback(
    (session: Session | null) => {
      remember(session !== null)
      if (session) return setStanding({ at: 'in', session })
      drafts.clear()
      queries.clear()
      setStanding({ at: 'out' })
    },
    [queries],
  )
  return <Suspense fallback={<Loading page />}>{shown()}</Suspense>

  function shown() {
    if (standing.at === 'asking') return <Loading page />
    if (standing.at === 'failed') return <Failure error={standing.error} retry={look} />
    if (standing.at === 'setup') return <Setup enter={enter} />
    if (standing.at === 'out') return <SignIn enter={enter} />
    if (standing.session.mustChange) return <ChangePassword enter={enter} />
    return <Workbench session={standing.session} setSession={enter} />
  }
}
