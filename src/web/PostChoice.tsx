import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { api, textOf } from '../ui/api.ts'
import { Choice } from '../ui/Choice.tsx'
import type { Session } from '../ui/contract.ts'
import { useSay } from '../ui/language.tsx'
import { useSigned } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'

/** The post one acts in: a choice when there are several, else its name. */
export function PostChoice({ changed }: { changed?: () => void }) {
  const say = useSay()
  const { session, setSession } = useSigned()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const here = session.post?.organization
  const name = here?.name ?? say(texts.noPost)
  if (session.posts.length < 2)
    return (
      <span className="cw-post" title={name}>
        {name}
      </span>
    )
  const change = async (organization: string) => {
    try {
      const next = await api.post<Session>('/session/post', { organization })
      queries.clear()
      setSession(next)
      changed?.()
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
