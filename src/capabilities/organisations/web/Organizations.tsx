import { Button, Checkbox, Input } from 'antd'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useScreen } from '../../../ui/screen.ts'
import { useMay } from '../../../ui/session.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { texts } from '../texts.ts'
import { Actions } from './Actions.tsx'
import { above, fits, isClosed, linesOf, unfolded } from './lines.ts'
import { OrganizationDetails } from './OrganizationDetails.tsx'
import { CreateForm } from './OrganizationForms.tsx'
import { useInitials, useNodes } from './queries.ts'
import { Tree } from './Tree.tsx'
import './organisations.css'

/** The county's organisations: the tree on the left, found by name, initials or code; one of them on the right, or instead of the tree on a phone. */
export default function Organizations() {
  const say = useSay()
  const phone = useScreen() === 'phone'
  const may = useMay()
  const { data: nodes, error, refetch } = useNodes()
  const [params, setParams] = useSearchParams()
  const [typed, type] = useState('')
  const [closed, showClosed] = useState(false)
  const [folds, setFolds] = useState<ReadonlySet<string>>()
  const sought = useDeferredValue(typed.trim())
  const initials = useInitials(/[a-z]/i.test(sought))
  const id = params.get('id') ?? undefined
  const open = folds ?? unfolded(nodes ?? [])
  useEffect(() => {
    if (nodes) setFolds((before) => new Set([...(before ?? unfolded(nodes)), ...above(nodes, id)]))
  }, [nodes, id])
  const lines = useMemo(() => {
    const day = today()
    const shown = (nodes ?? []).filter((n) => closed || n.id === id || !isClosed(n, day))
    return linesOf(shown, open, sought ? (n) => fits(n, sought, initials) : undefined)
  }, [nodes, closed, id, open, sought, initials])

  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!nodes) return <Loading />
  const fold = (one: string) => setFolds(open.has(one) ? new Set([...open].filter((o) => o !== one)) : new Set([...open, one]))
  const choose = (one: string) => setParams({ id: one })
  return (
    <div className={id ? 'org-split org-one' : 'org-split'}>
      {id && phone && (
        <Button onClick={() => setParams({})} className="org-back">
          {say(kit.back)}
        </Button>
      )}
      <div className="org-side">
        <Input
          type="search"
          value={typed}
          placeholder={say(texts.search)}
          aria-label={say(texts.search)}
          onChange={({ target }) => type(target.value)}
        />
        <Checkbox checked={closed} onChange={({ target }) => showClosed(target.checked)}>
          {say(texts.showClosed)}
        </Checkbox>
        <Tree lines={lines} chosen={id} choose={choose} fold={fold} />
      </div>
      <div className="org-main">
        {id ? (
          <OrganizationDetails key={id} id={id} nodes={nodes} choose={choose} />
        ) : (
          <Empty title={texts.chooseOne}>
            {may('organization.create') && (
              <Actions acts={[{ verb: 'create', text: texts.create, form: (leave) => <CreateForm leave={leave} done={choose} /> }]} />
            )}
          </Empty>
        )}
      </div>
    </div>
  )
}
