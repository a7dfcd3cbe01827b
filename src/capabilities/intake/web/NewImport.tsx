import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Space } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { number } from '../../../kernel/grammar/amount.ts'
import { ApiFailure, api } from '../../../ui/api.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import type { ImportBatch, Preview } from '../contract.ts'
import { texts } from '../texts.ts'
import './intake.css'
import { ColumnMapping } from './ColumnMapping.tsx'
import { FirstRows } from './FirstRows.tsx'
import { useAsk, useKinds } from './useImports.ts'

type Choices = { kind?: string; sheet?: string; mapping?: Readonly<Record<string, string>> }

/** Before anything is written: what kind of file it is, which column means what, what would be refused. */
export default function NewImport() {
  const say = useSay()
  const navigate = useNavigate()
  const [asked] = useSearchParams()
  const file = { checksum: asked.get('file') ?? '', name: asked.get('name') ?? '' }
  const [choices, choose] = useState<Choices>({})
  const { data: kinds } = useKinds()
  const { ask, busy, problem } = useAsk()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['import-preview', file.checksum, choices],
    queryFn: () => api.post<Preview>('/imports/preview', { ...file, ...choices }),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const back = <Button onClick={() => void navigate('/imports')}>{say(error && !data ? texts.otherFile : texts.back)}</Button>
  if (error && !data)
    return (
      <>
        <h1>{file.name}</h1>
        <Failure error={error} {...(error instanceof ApiFailure ? { retry: () => void refetch() } : {})}>
          {back}
        </Failure>
      </>
    )
  if (!data || !kinds) return <Loading />
  const kind = kinds.find((k) => k.name === data.kind)
  const start = async () => {
    const batch = await ask('start', () =>
      api.post<ImportBatch>('/imports', {
        ...file,
        kind: data.kind,
        ...(choices.sheet ? { sheet: choices.sheet } : {}),
        ...(data.header.length ? { mapping: data.mapping } : {}),
      }),
    )
    if (batch) void navigate(`/imports/${batch.id}`, { replace: true })
  }
  const good = data.looked - data.refused
  return (
    <>
      <h1 className="cw-file-name">{file.name}</h1>
      <div className="cw-row cw-gap">
        <Choice
          label={say(texts.kind)}
          value={data.kind}
          options={[...kinds]
            .sort((a, b) => rank(data.fits, a.name) - rank(data.fits, b.name))
            .map((k) => ({ value: k.name, label: say(k.text) }))}
          onChange={(chosen) => chosen && choose({ ...(choices.sheet ? { sheet: choices.sheet } : {}), kind: chosen })}
        />
        {data.sheets && data.sheets.length > 1 && (
          <Choice
            label={say(texts.sheet)}
            value={choices.sheet ?? data.sheets[0]}
            options={data.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet) => sheet && choose({ sheet })}
          />
        )}
        <span className="cw-muted">{[data.format.toUpperCase(), data.encoding].filter(Boolean).join(' · ')}</span>
        <Space>
          <Button type="primary" disabled={data.missing.length > 0 || isFetching} loading={busy === 'start'} onClick={() => void start()}>
            {say(texts.start)}
          </Button>
          {back}
        </Space>
      </div>
      {(problem || error) && <Alert type="error" showIcon role="alert" className="cw-gap" title={say(problem ?? texts.cannotRead)} />}
      {data.missing.length > 0 && (
        <Alert type="warning" showIcon role="alert" className="cw-gap" title={say(texts.missing, { columns: data.missing.join('、') })} />
      )}
      {data.known && (
        <Alert
          type="info"
          showIcon
          className="cw-gap"
          title={say(texts.knownBefore, { when: minute(data.known.startedAt), rows: number(data.known.rows) })}
        />
      )}
      {data.looked > 0 && (
        <p role="status">{say(texts.lookedAt, { looked: number(data.looked), good: number(good), refused: number(data.refused) })}</p>
      )}
      {data.problems.length > 0 && (
        <table className="cw-table cw-intake cw-gap">
          <caption>{say(texts.problems)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(texts.where)}</th>
              <th scope="col">{say(texts.reason)}</th>
              <th scope="col">{say(texts.value)}</th>
              <th scope="col" className="cw-number">
                {say(texts.line)}
              </th>
              <th scope="col" className="cw-number">
                {say(texts.rows)}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.problems.map((p) => (
              <tr key={`${p.rule} ${p.column}`}>
                <th scope="row">{p.column}</th>
                <td>{say(p.message)}</td>
                <td>{p.value}</td>
                <td className="cw-number">{p.line}</td>
                <td className="cw-number">{number(p.rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {kind && data.header.length > 0 && (
        <ColumnMapping kind={kind} preview={data} onChange={(mapping) => choose({ ...choices, kind: data.kind, mapping })} />
      )}
      <FirstRows preview={data} />
    </>
  )
}

const rank = (fits: readonly string[], name: string) => (fits.includes(name) ? fits.indexOf(name) : fits.length)
