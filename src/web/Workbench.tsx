import { useMemo } from 'react'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { z } from 'zod'
import { capabilities } from '../capabilities/index.ts'
import type { Session } from '../ui/contract.ts'
import { SessionProvider } from '../ui/session.tsx'
import { routesOf } from './routes.tsx'

// Zod's compiled parsers need eval, which the content security policy forbids.
z.config({ jitless: true })

/** Everything behind the sign-in: one router over the pages of all capabilities. */
export default function Workbench({ session, setSession }: { session: Session; setSession: (session: Session | null) => void }) {
  const router = useMemo(() => createBrowserRouter(routesOf(capabilities)), [])
  return (
    <SessionProvider session={session} setSession={setSession}>
      <RouterProvider router={router} />
    </SessionProvider>
  )
}
