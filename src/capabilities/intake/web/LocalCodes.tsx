import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { number } from '../../../kernel/grammar/amount.ts'
import { api } from '../../../ui/api.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { LocalCodes as Answer, Decided, LocalCodeRow, LocalCodeSheet } from '../contract.ts'
import { texts } from '../texts.ts'
import './intake.css'
import { CodeTables } from './CodeTables.tsx'
import { DecisionFile, saveCodes } from './DecisionFile.tsx'
import { useAsk } from './useImports.ts'

const kinds = ['department', 'diagnosis', 'operation', 'drug', 'item'] as const
const states = { open: texts.openState, mapped: texts.mappedState, ignored: texts.ignoredState } as const
type State = keyof typeof states
/** Codes that the door shows at once. */
const page = 200

/** Institutions' own codes: those that most rows have first, each with what it may mean. Deciding changes nothing that is in, until its files are run again. */
export default function LocalCodes() {
  const say = useSay()
  const may = useMay()
  const queries = useQueryClient()
  const [state, setState] = useState<State>('open')
  const [kind, setKind] = useState<string>()
  const [q, setQ] = useState('')
  const [skip, setSkip] = useState(0)
  const asked = { state, kind, q: useDeferredValue(q.trim()) || undefined }
  const { data, error, refetch } = useQuery({
    queryKey: ['local-codes', asked, skip],
    queryFn: ({ signal }) => api.get<Answer>('/local-codes', { ...asked, skip }, signal),
    placeholderData: keepPreviousData,
  })
  const narrow = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      setSkip(0)
      set(value)
    }
  }
  const { ask, busy, problem } = useAsk()
  const [unmet, setUnmet] = useState<string>()
  const decide = async (row: LocalCodeRow, target: string) => {
    const wish = { kind: row.kind, institution: row.institution, code: row.code, target }
    const done = await ask(`${row.institution} ${row.code}`, () => api.post<Decided>('/local-codes', { wishes: [wish] }))
    setUnmet(done?.unmet[0] ? say(done.unmet[0].reason) : undefined)
    if (done) void queries.invalidateQueries({ queryKey: ['local-codes'] })
  }
  const excel = async () => {
    const answer = await ask('sheet', () => api.get<LocalCodeSheet>('/local-codes/sheet', asked))
    if (answer) await saveCodes(answer, say)
  }
  const rerun = () => ask('rerun', () => api.post('/local-codes/rerun')).then(() => refetch())
  return (
    <>
      <h1>{say(texts.localCodes)}</h1>
      <div className="cw-row cw-gap">
        <Choice
          label={say(texts.state)}
          value={state}
          options={(Object.keys(states) as State[]).map((s) => ({ value: s, label: say(states[s]) }))}
          onChange={narrow((chosen: string | undefined) => setState((chosen as State | undefined) ?? 'open'))}
        />
        <Choice
          label={say(texts.codeKind)}
          value={kind}
          clearable
          hint={say(texts.codeKind)}
          options={kinds.map((k) => ({ value: k, label: say(texts[k]) }))}
          onChange={narrow(setKind)}
        />
        <Input
          allowClear
          value={q}
          onChange={({ target }) => narrow(setQ)(target.value)}
          placeholder={say(texts.findCode)}
          aria-label={say(texts.findCode)}
          maxLength={50}
          style={{ width: 208 }}
        />
        <Button onClick={() => void excel()} loading={busy === 'sheet'} disabled={!data?.total}>
          {say(texts.codesExcel)}
        </Button>
        {data && data.concerned > 0 && may('import.again') && (
          <Button onClick={() => void rerun()} loading={busy === 'rerun'}>
            {say(texts.rerun, { n: data.concerned })}
          </Button>
        )}
      </div>
      {may('import.codes') && <CodeTables />}
      {may('import.map') && <DecisionFile />}
      {(problem || unmet) && <Alert type="error" showIcon role="alert" className="cw-gap" title={problem ? say(problem) : unmet} />}
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.codes.length === 0 ? (
        <Empty title={texts.noLocalCodes} />
      ) : (
        <>
          <Pager skip={skip} shown={data.codes.length} total={data.total} turn={setSkip} />
          <TableBox label={say(texts.localCodes)}>
            <table className="cw-table">
              <thead>
                <tr>
                  {[texts.codeKind, texts.institution, texts.code, texts.name].map((text) => (
                    <th key={text[1]} scope="col">
                      {say(text)}
                    </th>
                  ))}
                  <th scope="col" className="cw-number">
                    {say(texts.seen)}
                  </th>
                  <th scope="col">{say(texts.target)}</th>
                </tr>
              </thead>
              <tbody>
                {data.codes.map((row) => (
                  <tr key={`${row.kind} ${row.institution} ${row.code}`}>
                    <td>{say(texts[row.kind as (typeof kinds)[number]])}</td>
                    <td>{row.institutionName}</td>
                    <th scope="row">{row.code}</th>
                    <td>{row.name}</td>
                    <td className="cw-number">{number(row.seen)}</td>
                    <td>
                      {row.state === 'open' && may('import.map') ? (
                        <Target
                          row={row}
                          busy={busy === `${row.institution} ${row.code}`}
                          onDecide={(target) => void decide(row, target)}
                        />
                      ) : (
                        <span className="cw-row">
                          {row.target ? `${row.target.code} ${row.target.name}` : say(texts.ignoredState)}
                          {may('import.map') && (
                            <Button size="small" onClick={() => void decide(row, '')}>
                              {say(texts.reopen)}
                            </Button>
                          )}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        </>
      )}
    </>
  )
}

/** Which of how many codes are shown, and the way to the others. */
function Pager({ skip, shown, total, turn }: { skip: number; shown: number; total: number; turn: (skip: number) => void }) {
  const say = useSay()
  return (
    <div className="cw-row cw-gap">
      <span role="status">{say(texts.codesShown, { total: number(total), from: number(skip + 1), to: number(skip + shown) })}</span>
      {total > shown && (
        <>
          <Button size="small" disabled={skip === 0} onClick={() => turn(Math.max(0, skip - page))}>
            {say(texts.earlierCodes)}
          </Button>
          <Button size="small" disabled={skip + shown >= total} onClick={() => turn(skip + page)}>
            {say(texts.laterCodes)}
          </Button>
        </>
      )}
    </div>
  )
}

/** What a code may mean: proposals to click, or a code typed. */
function Target({ row, busy, onDecide }: { row: LocalCodeRow; busy: boolean; onDecide: (target: string) => void }) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  return (
    <form
      className="cw-row"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim()) onDecide(typed.trim())
      }}
    >
      {row.proposals.slice(0, 3).map(({ code, name, score }) => (
        <Button key={code} size="small" type={score === 1 ? 'primary' : 'default'} disabled={busy} onClick={() => onDecide(code)}>
          {row.kind === 'department' ? name : `${code} ${name}`}
        </Button>
      ))}
      <span className="cw-row cw-together">
        <Input
          size="small"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={say(texts.target)}
          aria-label={`${say(texts.target)} ${row.code}`}
          maxLength={100}
          style={{ width: 128 }}
        />
        <Button size="small" htmlType="submit" disabled={!typed.trim()} loading={busy}>
          {say(texts.map)}
        </Button>
        <Button size="small" type="text" disabled={busy} onClick={() => onDecide('-')}>
          {say(texts.ignore)}
        </Button>
      </span>
    </form>
  )
}
