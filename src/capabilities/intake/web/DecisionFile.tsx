import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { number } from '../../../kernel/grammar/amount.ts'
import { api } from '../../../ui/api.ts'
import { type Say, useSay } from '../../../ui/language.tsx'
import { guard, saveSheet } from '../../../ui/list/excel.ts'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { DecidedFile, LocalCodeSheet } from '../contract.ts'
import { texts } from '../texts.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { upload } from './upload.ts'
import { useAsk } from './useImports.ts'

type Kind = 'department' | 'diagnosis' | 'operation' | 'drug' | 'item'
const kindOf = (kind: string, say: Say) => (kind in texts ? say(texts[kind as Kind]) : kind)

/** The codes as a list to fill in; its heads are those that the import of decisions reads. */
export function saveCodes({ codes }: LocalCodeSheet, say: Say) {
  const heads = [
    texts.sheetKind,
    texts.sheetInstitution,
    texts.institution,
    texts.sheetCode,
    texts.name,
    texts.seen,
    texts.sheetTarget,
    texts.targetName,
  ]
  const rows = codes.map((c) => [
    ...[kindOf(c.kind, say), c.institution, guard(c.institutionName), guard(c.code), guard(c.name)],
    ...[c.seen, c.target, guard(c.targetName)],
  ])
  return saveSheet(say(texts.localCodes), [heads.map((head) => say(head)), ...rows], [72, 112, 200, 144, 240, 80, 144, 240])
}

type Looked = { checksum: string; name: string; result: DecidedFile }

/** Decisions as a filled list: first what it would change and which lines are refused, then it is written. */
export function DecisionFile() {
  const say = useSay()
  const queries = useQueryClient()
  const [looked, setLooked] = useState<Looked>()
  const [written, setWritten] = useState<number>()
  const { ask, busy, problem } = useAsk()
  const send = (checksum: string, dry: boolean) => ask('decisions', () => api.post<DecidedFile>('/local-codes/file', { checksum, dry }))
  const look = async (file: File) => {
    setLooked(undefined)
    setWritten(undefined)
    const sent = await ask('decisions', () => upload(file, () => {}))
    const result = sent && (await send(sent.checksum, true))
    if (result) setLooked({ checksum: sent.checksum, name: file.name, result })
  }
  const write = async () => {
    const done = looked && (await send(looked.checksum, false))
    if (!done) return
    setWritten(done.changed)
    void queries.invalidateQueries({ queryKey: ['local-codes'] })
  }
  return (
    <details className="cw-gap">
      <summary>
        <strong>{say(texts.fillIn)}</strong> <span className="cw-muted">{say(texts.fillHelp)}</span>
      </summary>
      <div className="cw-row cw-gap">
        <ChooseFile label={say(texts.fillIn)} busy={busy === 'decisions'} chosen={(file) => void look(file)} />
        {looked && (
          <span role="status">
            {looked.name}：
            {say(texts.fillResult, {
              decided: number(looked.result.decided),
              changed: number(looked.result.changed),
              blank: number(looked.result.blank),
              refused: number(looked.result.unmet.length),
            })}
          </span>
        )}
        {looked && written === undefined && looked.result.changed > 0 && (
          <Button type="primary" onClick={() => void write()} loading={busy === 'decisions'}>
            {say(texts.fillDo)}
          </Button>
        )}
        {written !== undefined && <strong role="status">{say(texts.fillDone, { n: number(written) })}</strong>}
      </div>
      {problem && <Alert type="error" showIcon role="alert" className="cw-gap" title={say(problem)} />}
      {looked && <Outcome result={looked.result} />}
    </details>
  )
}

/** Refused lines are shown up to here. */
const most = 200

/** Refused lines with their reason, and each code whose meaning changes. */
function Outcome({ result: { unmet, changes, changed } }: { result: DecidedFile }) {
  const say = useSay()
  return (
    <>
      {unmet.length > 0 && (
        <Alert
          type="warning"
          className="cw-gap"
          title={unmet.slice(0, most).map(({ at, reason }) => <div key={at}>{`${say(texts.line)} ${at}：${say(reason)}`}</div>)}
        />
      )}
      {changes.length > 0 && (
        <TableBox label={say(texts.fillIn)}>
          <table className="cw-table">
            <thead>
              <tr>
                {[texts.codeKind, texts.institution, texts.code, texts.before, texts.after].map((text) => (
                  <th key={text[1]} scope="col">
                    {say(text)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {changes.map(({ kind, institution, code, before, after }) => (
                <tr key={`${kind} ${institution} ${code}`}>
                  <td>{kindOf(kind, say)}</td>
                  <td>{institution}</td>
                  <th scope="row">{code}</th>
                  <td>{before === '-' ? say(texts.ignoredState) : before}</td>
                  <td>{after === '-' ? say(texts.ignoredState) : after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
      {changed > changes.length && <p className="cw-muted">{say(texts.firstShown, { n: number(changes.length) })}</p>}
    </>
  )
}
