import { Alert } from 'antd'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import type { ImportBatch } from '../contract.ts'
import { texts } from '../texts.ts'
import { DropZone } from './DropZone.tsx'
import { Feeds } from './Feeds.tsx'
import { batchStates } from './states.ts'
import { Templates } from './Templates.tsx'
import { upload } from './upload.ts'
import { useAsk, useBatches, useKinds } from './useImports.ts'

const columns: readonly ListColumn[] = [
  { name: 'fileName', text: texts.file, kind: 'text', width: 240 },
  { name: 'kind', text: texts.kind, kind: 'text', width: 130 },
  { name: 'state', text: texts.state, kind: 'state', width: 100 },
  { name: 'rows', text: texts.rows, kind: 'number', width: 100 },
  { name: 'taken', text: texts.taken, kind: 'number', width: 100 },
  { name: 'changed', text: texts.changed, kind: 'number', width: 90 },
  { name: 'skipped', text: texts.skipped, kind: 'number', width: 100 },
  { name: 'refused', text: texts.refused, kind: 'number', width: 90 },
  { name: 'startedAt', text: texts.startedAt, kind: 'instant', width: 144 },
  { name: 'actor', text: texts.actor, kind: 'text', width: 100 },
]

/** Every file that came in, the newest first, and where the next one goes. */
export default function Imports() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const { data, error, refetch } = useBatches()
  const { data: kinds } = useKinds()
  const { ask, busy, problem } = useAsk()
  const [percent, setPercent] = useState(0)
  const rows = useMemo(() => {
    const named = new Map(kinds?.map((k) => [k.name, say(k.text)]))
    return (data ?? []).map((batch: ImportBatch) => ({ ...batch, kind: named.get(batch.kind) ?? batch.kind }))
  }, [data, kinds, say])
  const take = async (file: File) => {
    const sent = await ask('upload', () => upload(file, setPercent))
    if (sent) void navigate(`/imports/new?${new URLSearchParams({ file: sent.checksum, name: sent.name })}`)
  }
  return (
    <>
      <h1>{say(texts.imports)}</h1>
      {may('import.upload') && <DropZone onFile={(file) => void take(file)} sending={busy === 'upload' ? percent : undefined} />}
      {problem && <Alert type="error" showIcon role="alert" className="cw-gap" title={say(problem)} />}
      <Templates />
      <Feeds />
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Empty title={texts.noImports} help={texts.noImportsHelp} />
      ) : (
        <Sheet
          title={say(texts.imports)}
          columns={columns}
          rows={rows}
          states={batchStates}
          onOpen={({ id }) => void navigate(`/imports/${id}`)}
        />
      )}
    </>
  )
}
