import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { api } from '../../../ui/api.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { PatientPicker, sexOf } from '../../../ui/PatientPicker.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import type { Doubts, Side } from '../identity/contract.ts'
import { identityList } from '../identity/view.ts'
import { identity } from '../identity/workflow.ts'
import { texts } from '../texts.ts'
import { Decision } from './Decision.tsx'
import { differing, identityWords as words } from './identity-words.ts'
import { Pair } from './Pair.tsx'
import './identities.css'

const columns: readonly ListColumn[] = [
  {
    name: 'why',
    text: words.why,
    kind: 'code',
    codes: { number: words.whyNumber, person: words.whyPerson, length: words.whyLength, none: words.whyNone },
    width: 200,
  },
  { name: 'nameA', text: words.nameA, kind: 'person', width: 88 },
  { name: 'idA', text: words.idA, kind: 'text', width: 172, whole: true },
  { name: 'orgA', text: words.orgA, kind: 'organization', width: 160 },
  { name: 'nameB', text: words.nameB, kind: 'person', width: 88 },
  { name: 'idB', text: words.idB, kind: 'text', width: 172, whole: true },
  { name: 'orgB', text: words.orgB, kind: 'organization', width: 160 },
  { name: 'birth', text: texts.birthDate, kind: 'date', width: 104 },
  { name: 'differs', text: words.differs, kind: 'text', width: 140 },
]
const sideCells = (at: 'A' | 'B', { name, idCard, organization }: Side) => ({
  [`name${at}`]: name,
  [`id${at}`]: idCard,
  [`org${at}`]: organization,
})

/** 身份疑点: who may be one person or two, settled one after another; and what was decided. */
export default function Identities(): ReactNode {
  const say = useSay()
  const [asked, ask] = useSearchParams()
  const [a, b, decision, decided] = [asked.get('a'), asked.get('b'), asked.get('decision'), asked.get('show') === 'decided']
  const [picking, setPicking] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['identities'],
    queryFn: ({ signal }) => api.get<Doubts>('/identities', undefined, signal),
  })
  const open = useCallback((first: string, second?: string) => ask({ a: first, ...(second ? { b: second } : {}) }), [ask])
  useKeys([{ keys: 'alt+n', text: words.anyTwo, run: () => setPicking(true) }])
  if (a)
    return (
      <Pair
        key={`${a} ${b}`}
        a={a}
        b={b ?? undefined}
        open={open}
        leave={() => ask({})}
        next={() => {
          const rest = data?.doubts.filter((d) => !(d.a.patient === a && d.b.patient === b)) ?? []
          const at = data?.doubts.findIndex((d) => d.a.patient === a && d.b.patient === b) ?? -1
          const one = rest[Math.max(0, at)] ?? rest[0]
          if (one) open(one.a.patient, one.b.patient)
          else ask({})
        }}
      />
    )
  const total = data ? Object.values(data.counts).reduce((sum, n) => sum + n, 0) : 0
  const tabs = (
    <>
      <button type="button" className="identity-tab" aria-pressed={!decided} onClick={() => ask({})}>
        {say(words.open, { n: total })}
      </button>
      <button type="button" className="identity-tab" aria-pressed={decided} onClick={() => ask({ show: 'decided' })}>
        {say(words.decided)}
      </button>
    </>
  )
  return (
    <>
      <h1>{say(texts.identities)}</h1>
      {decided ? (
        <>
          <div className="cw-row cw-gap">{tabs}</div>
          <WorkList list={identityList} states={identity.kind.states} onOpen={({ id }) => ask({ show: 'decided', decision: id })} />
        </>
      ) : error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          <p className="cw-muted">{say(words.help)}</p>
          {picking && (
            <div className="resident-search">
              <PatientPicker autoFocus onPick={({ patients }) => patients[0] && open(patients[0])} />
            </div>
          )}
          <Sheet
            title={say(texts.identities)}
            columns={columns}
            rows={data.doubts.map(({ why, a: one, b: other, differs }) => ({
              id: `${one.patient} ${other.patient}`,
              why,
              ...sideCells('A', one),
              ...sideCells('B', other),
              birth: one.birth ?? other.birth,
              differs: differs.map((what) => say(differing[what])).join('、'),
              sex: sexOf(one.sex ?? 'unknown', say),
            }))}
            onOpen={({ id }) => open(...(id.split(' ') as [string, string]))}
          >
            {tabs}
            <button type="button" className="identity-tab" onClick={() => setPicking(true)}>
              {say(words.anyTwo)} <kbd>Alt+N</kbd>
            </button>
          </Sheet>
        </>
      )}
      {decision && <Decision id={decision} open={open} leave={() => ask({ show: 'decided' })} />}
    </>
  )
}
