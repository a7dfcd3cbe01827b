import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Modal, Popover } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'

import { api, textOf } from '../ui/api.ts'
import { Choice } from '../ui/Choice.tsx'
import type { Session } from '../ui/contract.ts'
import { useLanguage, useSay } from '../ui/language.tsx'
import { useSigned } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { PasswordForm } from './ChangePassword.tsx'
import { LanguageChoice } from './Welcome.tsx'

/** County, the post one acts in, language, account. */
export function TopBar() {
  const say = useSay()
  const { session } = useSigned()
  const { language } = useLanguage()
  const county = language === 'en' && session.county.nameEn ? session.county.nameEn : session.county.name
  useEffect(() => {
    document.title = `${county} · ${say(texts.product)}`
  }, [county, say])
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

function PostChoice() {
  const say = useSay()
  const { session, setSession } = useSigned()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const here = session.post?.organization
  if (session.posts.length < 2) return <span className="cw-post">{here?.name ?? say(texts.noPost)}</span>
  const change = async (organization: string) => {
    try {
      const next = await api.post<Session>('/session/post', { organization })
      queries.clear()
      setSession(next)
      message.success(say(texts.postChanged, { post: next.post?.organization.name ?? '' }))
    } catch (error) {
      message.error(say(textOf(error)))
    }
  }
  return (
    <span className="cw-post">
      <Choice
        label={say(texts.post)}
        value={here?.id}
        options={session.posts.map(({ organization }) => ({ value: organization.id, label: organization.name }))}
        onChange={(value) => value && change(value)}
      />
    </span>
  )
}

function Account() {
  const say = useSay()
  const { session, setSession } = useSigned()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [changing, setChanging] = useState(false)
  const signOut = () =>
    api.delete('/session').then(
      () => setSession(null),
      (error: unknown) => void message.error(say(textOf(error))),
    )
  const changed = (next: Session) => {
    setChanging(false)
    setSession(next)
    message.success(say(texts.passwordChanged))
  }
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        arrow={false}
        content={
          <div className="cw-account">
            <p className="cw-muted">{session.login}</p>
            <Button
              type="text"
              block
              onClick={() => {
                setOpen(false)
                setChanging(true)
              }}
            >
              {say(texts.changePassword)}
            </Button>
            <Button type="text" block onClick={signOut}>
              {say(texts.signOut)}
            </Button>
          </div>
        }
      >
        <button type="button" className="cw-plain" aria-haspopup="dialog" aria-expanded={open} title={say(texts.account)}>
          {session.name}
        </button>
      </Popover>
      <Modal
        open={changing}
        title={say(texts.changePassword)}
        footer={null}
        onCancel={() => setChanging(false)}
        width={400}
        destroyOnHidden
      >
        <PasswordForm done={changed} />
      </Modal>
    </>
  )
}
