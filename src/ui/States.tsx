import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Text } from '../kernel/grammar/texts.ts'
import { ApiRefusal, textOf } from './api.ts'
import { useSay } from './language.tsx'
import { texts } from './texts.ts'

/** Waiting. Silent for the first 300 ms: most answers are quicker, and a flash of "loading" reads as slowness. */
export function Loading({ page = false }: { page?: boolean }) {
  const say = useSay()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={page ? 'cw-state cw-state-page' : 'cw-state'} role="status">
      {late && (
        <>
          <span className="cw-spin" aria-hidden />
          {say(texts.loading)}
        </>
      )}
    </div>
  )
}

/** Nothing there, no permission, not found: a title (the page's own when it is all there is), a way on. */
export function Empty({ title, help, page, children }: { title: Text; help?: Text; page?: boolean; children?: ReactNode }) {
  const say = useSay()
  const Title = page ? 'h1' : 'p'
  return (
    <div className="cw-state">
      <Title className="cw-state-title">{say(title)}</Title>
      {help && <p>{say(help)}</p>}
      {children}
    </div>
  )
}

/** No answer or a refusal in place of what was asked for; `children` are other ways on than asking again. */
export function Failure({ error, retry, children }: { error: unknown; retry?: () => void; children?: ReactNode }) {
  const say = useSay()
  if (error instanceof ApiRefusal && error.kind === 'forbidden') return <Empty title={error.text} help={texts.noPermissionHelp} />
  return (
    <div className="cw-state" role="alert">
      <p className="cw-state-title">{say(textOf(error))}</p>
      {retry && (
        <Button onClick={retry} type="primary">
          {say(texts.retry)}
        </Button>
      )}
      {children}
    </div>
  )
}
