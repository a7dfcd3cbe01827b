import { Popover } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useSay } from '../ui/language.tsx'
import { useSession } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { PostChoice } from './PostChoice.tsx'
import { useAccount } from './useAccount.tsx'
import { useCountyName } from './useCountyName.ts'
import { LanguageChoice } from './Welcome.tsx'

/** County, the post one acts in, language, account. */
export function TopBar() {
  const say = useSay()
  const county = useCountyName()
  return (
    <header className="cw-top">
      <Link to="/" className="cw-brand">
        <strong>{say(texts.product)}</strong>
        <span>{county}</span>
      </Link>
      <PostChoice />
      <LanguageChoice />
      <Account />
    </header>
  )
}

function Account() {
  const say = useSay()
  const { name } = useSession()
  const [open, setOpen] = useState(false)
  const { choices, dialog } = useAccount(() => setOpen(false))
  return (
    <>
      <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} arrow={false} content={choices}>
        <button type="button" className="cw-plain" aria-haspopup="dialog" aria-expanded={open} title={say(texts.account)}>
          {name}
        </button>
      </Popover>
      {dialog}
    </>
  )
}
