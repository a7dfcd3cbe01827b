import { useEffect } from 'react'
import { Outlet, useLocation, useNavigation } from 'react-router'
import { KeyHelp } from '../ui/KeyHelp.tsx'
import { useKeyboard } from '../ui/keys.ts'
import { useSay } from '../ui/language.tsx'
import { useNarrow } from '../ui/screen.ts'
import { texts } from '../ui/texts.ts'
import { IdleWatch } from './IdleWatch.tsx'
import { Menu } from './Menu.tsx'
import { NarrowBar } from './NarrowBar.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { TopBar } from './TopBar.tsx'
import { useOwnLanguage } from './useOwnLanguage.ts'

/** Top bar, menu on the left (in a drawer on a small screen), the page. Everything else of the screen belongs to the page. */
export function Shell() {
  const say = useSay()
  const { pathname } = useLocation()
  const narrow = useNarrow()
  const moving = useNavigation().state === 'loading'
  useKeyboard()
  useOwnLanguage()
  // A new page starts at its top and is read from there by a screen reader.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each address
  useEffect(() => {
    document.getElementById('page')?.scrollTo(0, 0)
  }, [pathname])
  return (
    <div className="cw-shell">
      <a className="cw-skip" href="#page">
        {say(texts.skip)}
      </a>
      {narrow ? (
        <NarrowBar />
      ) : (
        <>
          <TopBar />
          <Menu />
        </>
      )}
      <main id="page" className="cw-page" tabIndex={-1} aria-busy={moving}>
        <Outlet />
      </main>
      <KeyHelp />
      <IdleWatch />
      <SignInAgain />
    </div>
  )
}
