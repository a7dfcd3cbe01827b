import { createContext, type ReactNode, use } from 'react'
import { mayUse } from '../kernel/grammar/capability.ts'
import type { Session } from './contract.ts'

type Signed = { session: Session; setSession: (session: Session | null) => void }
const Context = createContext<Signed | null>(null)

export const SessionProvider = ({ children, ...signed }: Signed & { children: ReactNode }) => <Context value={signed}>{children}</Context>

/** Who is signed in. Throws outside the workbench: a page is never shown to nobody. */
export function useSession(): Session {
  return useSigned().session
}
export function useSigned(): Signed {
  const signed = use(Context)
  if (!signed) throw new Error('useSession outside SessionProvider')
  return signed
}

/** Whether this post's grants name `kind.verb`; the server decides again, with the case at hand. */
export const useMay = () => {
  const { verbs } = useSession()
  return (granted: string) => {
    const dot = granted.lastIndexOf('.')
    return mayUse({ verbs }, granted.slice(0, dot), granted.slice(dot + 1))
  }
}
