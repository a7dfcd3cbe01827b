import { Button } from 'antd'
import { useNavigate, useRouteError } from 'react-router'
import { ApiFailure, ApiRefusal } from '../ui/api.ts'
import { useSay } from '../ui/language.tsx'
import { Empty, Failure } from '../ui/States.tsx'
import { texts } from '../ui/texts.ts'

/** What a failed import of a page's code says in Chromium and Firefox: the server has a newer build. */
const outdated = (error: unknown) => error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)

/** A page that failed. Opening it again keeps the drafts, which live outside the pages. */
export function PageError() {
  const say = useSay()
  const error = useRouteError()
  const navigate = useNavigate()
  if (error instanceof ApiRefusal || error instanceof ApiFailure)
    return <Failure error={error} retry={() => navigate('.', { replace: true })} />
  const old = outdated(error)
  return (
    <Empty title={old ? texts.updated : texts.pageFailed} {...(old ? {} : { help: texts.pageFailedHelp })}>
      <Button type="primary" onClick={() => (old ? window.location.reload() : navigate('.', { replace: true }))}>
        {say(texts.reopen)}
      </Button>
    </Empty>
  )
}
