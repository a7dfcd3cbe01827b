import { Button } from 'antd'
import { useSearchParams } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { useCountyRoot } from '../../../ui/useCountyRoot.ts'
import { WorkList } from '../../../ui/WorkList.tsx'
import type { Library } from '../library.ts'
import { definitionList } from '../lists.ts'
import { texts } from '../texts.ts'
import { definition } from '../workflow.ts'
import { Editor } from './Editor.tsx'
import { useLibrary } from './queries.ts'
import './definitions.css'

/** The county's own indicators: the list of them, and one of them as it is written. */
export default function Definitions() {
  const [params, setParams] = useSearchParams()
  const library = useLibrary()
  const id = params.get('id') ?? undefined
  const leave = () => setParams({})
  const open = (one: string) => setParams({ id: one }, { replace: params.has('new') })
  if (!id && !params.has('new')) return <All open={open} create={() => setParams({ new: '' })} />
  if (library.error && !library.data) return <Failure error={library.error} retry={() => void library.refetch()} />
  if (!library.data) return <Loading />
  if (!id) return <Editor key="new" library={library.data} leave={leave} made={open} />
  return <One key={id} id={id} library={library.data} leave={leave} made={open} />
}

function All({ open, create }: { open: (id: string) => void; create: () => void }) {
  const say = useSay()
  const may = useMay()
  const root = useCountyRoot()
  return (
    <>
      <h1>{say(texts.definitions)}</h1>
      <WorkList
        list={definitionList}
        states={definition.kind.states}
        query={root ? { org: root } : {}}
        onOpen={({ id }) => open(id)}
        actions={
          may('definition.draft') && (
            <Button type="primary" onClick={create}>
              {say(texts.draft)}
            </Button>
          )
        }
        {...(may('definition.draft') ? { elsewhere: { text: texts.draft, run: create } } : {})}
      />
    </>
  )
}

function One({ id, library, leave, made }: { id: string; library: Library; leave: () => void; made: (id: string) => void }) {
  const { data, error, refetch } = useCase(definition, id)
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return <Editor key={data.version} library={library} opened={{ version: data.version, subject: data.case }} leave={leave} made={made} />
}
