import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { shift } from '../../../kernel/grammar/period.ts'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { useCountyRoot } from '../../../ui/useCountyRoot.ts'
import { WorkList } from '../../../ui/WorkList.tsx'
import { briefList } from '../lists.ts'
import { Month } from '../shape.ts'
import { texts } from '../texts.ts'
import { brief } from '../workflow.ts'
import { Editor } from './Editor.tsx'
import { useDraft } from './queries.ts'
import './briefs.css'

/** 月度简报: all of them, one of them (`?id=`), or a month that is being drafted from its numbers (`?month=`). */
export default function Briefs() {
  const [params, setParams] = useSearchParams()
  const id = params.get('id') ?? undefined
  const month = params.get('month') ?? undefined
  const leave = () => setParams({})
  if (id) return <One key={id} id={id} leave={leave} />
  if (month) return <New key={month} month={month} leave={leave} made={(made) => setParams({ id: made }, { replace: true })} />
  return <All open={(one) => setParams({ id: one })} draft={(of) => setParams({ month: of })} />
}

function All({ open, draft }: { open: (id: string) => void; draft: (month: string) => void }) {
  const say = useSay()
  const may = useMay()
  const root = useCountyRoot()
  const last = shift(today().slice(0, 7), -1)
  const [month, choose] = useState(last)
  const sound = Month.safeParse(month).success && month <= last
  return (
    <>
      <h1>{say(texts.briefs)}</h1>
      <WorkList
        list={briefList}
        states={brief.kind.states}
        query={root ? { org: root } : {}}
        onOpen={({ id }) => open(id)}
        actions={
          may('brief.draft') && (
            <form
              className="cw-row"
              onSubmit={(event) => {
                event.preventDefault()
                if (sound) draft(month)
              }}
            >
              <Input
                type="month"
                className="cw-short"
                aria-label={say(texts.month)}
                max={last}
                value={month}
                onChange={({ target }) => choose(target.value)}
              />
              <Button type="primary" htmlType="submit" disabled={!sound}>
                {say(texts.draft)}
              </Button>
            </form>
          )
        }
        {...(may('brief.draft') ? { elsewhere: { text: texts.draft, run: () => draft(last) } } : {})}
      />
    </>
  )
}

function New({ month, leave, made }: { month: string; leave: () => void; made: (id: string) => void }) {
  const { data, error, refetch } = useDraft(month)
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return <Editor drafted={data} leave={leave} made={made} />
}

function One({ id, leave }: { id: string; leave: () => void }) {
  const { data, error, refetch } = useCase(brief, id)
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return <Editor key={data.version} opened={data} leave={leave} made={() => {}} />
}
