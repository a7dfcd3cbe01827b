import { lazy, Suspense } from 'react'
import { Loading } from '../ui/States.tsx'
import { Gate } from './Gate.tsx'

const WallGate = lazy(() => import('./WallGate.tsx'))
const PublicPage = lazy(() => import('./public/PublicPage.tsx'))

/** Which of the browser's doors an address is: the public page and the wall need no session of a person; everything else lies behind the sign-in. */
export function Doors() {
  const { pathname } = window.location
  const county = /^\/public\/(\d{6})\/?$/.exec(pathname)?.[1]
  if (county === undefined && !/^\/wall\/?$/.test(pathname)) return <Gate />
  return <Suspense fallback={<Loading page />}>{county === undefined ? <WallGate /> : <PublicPage county={county} />}</Suspense>
}
