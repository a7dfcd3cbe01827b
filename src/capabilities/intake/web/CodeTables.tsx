import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { number } from '../../../kernel/grammar/amount.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { api } from '../../../ui/api.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { CodeTableLoaded } from '../contract.ts'
import { texts } from '../texts.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { upload } from './upload.ts'
import { useAsk } from './useImports.ts'

type Looked = { checksum: string; name: string; result: CodeTableLoaded }

/** Loads an official code table: first it says what would change, then it is put in force from a day. */
export function CodeTables() {
  const say = useSay()
  const [system, setSystem] = useState<string>()
  const [from, setFrom] = useState(today())
  const [looked, setLooked] = useState<Looked>()
  const [loaded, setLoaded] = useState(false)
  const { ask, busy, problem } = useAsk()
  const { data } = useQuery({
    queryKey: ['code-tables'],
    queryFn: ({ signal }) => api.get<{ systems: readonly { name: string; text: Text }[] }>('/code-tables', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!data) return null
  const chosen = system ?? data.systems[0]?.name
  const load = (checksum: string, dry: boolean) =>
    ask('codes', () => api.post<CodeTableLoaded>('/code-tables', { checksum, system: chosen, from, dry }))
  const look = async (file: File) => {
    setLoaded(false)
    setLooked(undefined)
    const sent = await ask('codes', () => upload(file, () => {}))
    const result = sent && (await load(sent.checksum, true))
    if (result) setLooked({ checksum: sent.checksum, name: file.name, result })
  }
  const put = async () => {
    if (looked && (await load(looked.checksum, false))) setLoaded(true)
  }
  return (
    <details className="cw-gap">
      <summary>
        <strong>{say(texts.codeTables)}</strong> <span className="cw-muted">{say(texts.codeTablesHelp)}</span>
      </summary>
      <div className="cw-row cw-gap">
        <Choice
          label={say(texts.system)}
          value={chosen}
          options={data.systems.map(({ name, text }) => ({ value: name, label: say(text) }))}
          onChange={(next) => {
            setSystem(next)
            setLooked(undefined)
          }}
        />
        <label className="cw-row" htmlFor="codes-from">
          {say(texts.validFrom)}
          <Input id="codes-from" type="date" value={from} onChange={(event) => setFrom(event.target.value)} style={{ width: 152 }} />
        </label>
        <ChooseFile label={say(texts.codeTables)} busy={busy === 'codes'} chosen={(file) => void look(file)} />
      </div>
      {problem && <Alert type="error" showIcon role="alert" className="cw-gap" title={say(problem)} />}
      {looked && (
        <p role="status">
          {looked.name}：
          {say(texts.loaded, {
            added: number(looked.result.added),
            changed: number(looked.result.changed),
            gone: number(looked.result.gone),
          })}{' '}
          {looked.result.firstLeft.map(({ line, reason }) => `${line} ${say(reason)}`).join('；')}{' '}
          {loaded ? (
            say(texts.done)
          ) : (
            <Button type="primary" onClick={() => void put()} loading={busy === 'codes'}>
              {say(texts.load)}
            </Button>
          )}
        </p>
      )}
      {looked && !loaded && looked.result.gone > 0 && (
        <Alert type="warning" showIcon className="cw-gap" title={say(texts.goneHelp, { gone: number(looked.result.gone), from })} />
      )}
    </details>
  )
}
