import { Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useKeys } from '../ui/keys.ts'
import { useSay } from '../ui/language.tsx'
import { useSession } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { Menu } from './Menu.tsx'
import { PostChoice } from './PostChoice.tsx'
import { useAccount } from './useAccount.tsx'
import { useCountyName } from './useCountyName.ts'
import { LanguageChoice } from './Welcome.tsx'

/** The top of a small screen: where one is, and a drawer with the menu, the post, the language and the account. A choice or Esc closes it. */
export function NarrowBar() {
  const say = useSay()
  const { name, post } = useSession()
  const county = useCountyName()
  const [open, setOpen] = useState(false)
  const leave = () => setOpen(false)
  const { choices, dialog } = useAccount(leave)
  useKeys([{ keys: 'alt+m', text: texts.toMenu, run: () => setOpen(true) }])
  const here = post?.organization.name ?? say(texts.noPost)
  return (
    <header className="cw-top">
      <button
        type="button"
        className="cw-plain cw-burger"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={say(texts.menu)}
        onClick={() => setOpen(true)}
      >
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path d="M3 6h18M3 12h18M3 18h18" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
      </button>
      <Link to="/" className="cw-brand">
        <strong>{county}</strong>
      </Link>
      <span className="cw-post" title={here}>
        {here}
      </span>
      {/* Below every other dialog: the curtain of an ended session must cover it. */}
      <Modal
        open={open}
        title={name}
        footer={null}
        onCancel={leave}
        afterOpenChange={(shown) => shown && document.querySelector<HTMLElement>('.cw-drawer .cw-menu a')?.focus()}
        width="min(320px, 86vw)"
        zIndex={900}
        className="cw-drawer"
        rootClassName="cw-drawer-root"
        destroyOnHidden
      >
        <Menu choose={leave} />
        <div className="cw-drawer-own">
          <PostChoice changed={leave} />
          <LanguageChoice />
        </div>
        {choices}
      </Modal>
      {dialog}
    </header>
  )
}
