import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api, textOf } from '../../../ui/api.ts'
import { day, shown } from '../../../ui/formats.ts'
import { useKeys } from '../../../ui/keys.ts'
import { type Say, useSay } from '../../../ui/language.tsx'
import { PatientPicker, sexOf } from '../../../ui/PatientPicker.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Compared, Side, What } from '../identity/contract.ts'
import { identity } from '../identity/workflow.ts'
import { texts } from '../texts.ts'
import { differing, identityWords as words } from './identity-words.ts'
import { Patients } from './Patients.tsx'
import { Reasoned } from './Reasoned.tsx'

type Verb = 'merge' | 'distinguish' | 'part'
const keyOf = { merge: 'alt+h', distinguish: 'alt+b', part: 'alt+c' } as const
const shownAs = (side: Side, what: What, say: Say) =>
  what === 'birth' ? day(side.birth) : what === 'sex' ? sexOf(side.sex ?? 'unknown', say) : shown(side[what])

type Props = { a: string; b: string | undefined; open: (a: string, b?: string) => void; next: () => void; leave: () => void }

/** Two residents side by side, what differs marked, with all their records; settled by one of three verbs, each with its reason. */
export function Pair({ a, b, open, next, leave }: Props) {
  const say = useSay()
  const may = useMay()
  const { message } = App.useApp()
  const { data, error, refetch } = useQuery({
    queryKey: ['identities', 'pair', a, b],
    queryFn: ({ signal }) => api.get<Compared>('/identities/pair', { a, ...(b ? { b } : {}) }, signal),
  })
  const { perform, busy, refusal, failure, clear } = usePerform(identity)
  const [asking, setAsking] = useState<Verb>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())

  const offered: readonly Verb[] = !data ? [] : data.b ? (data.onePerson ? ['merge', 'part'] : ['merge', 'distinguish']) : ['part']
  const verbs = offered.filter((verb) => may(`identity.${verb}`) && (verb !== 'part' || (data?.patientsOfA.length ?? 0) > 1))
  const wordOf = (verb: Verb) => say(verb === 'merge' && data?.onePerson ? words.sameConfirmed : texts[verb])
  const begin = (verb: Verb) => {
    if (!verbs.includes(verb)) return
    clear()
    // of one person, the records that differ from the first as the second does are likely the other's
    if (verb === 'part' && chosen.size === 0 && data?.b) {
      const alike = data.patientsOfA.filter((p) => data.differs.length > 0 && p.differs.join() === data.differs.join())
      setChosen(new Set([data.b.patient, ...alike.map(({ patient }) => patient)]))
    }
    setAsking(verb)
  }
  useKeys([
    ...(['merge', 'distinguish', 'part'] as const).map((verb) => ({ keys: keyOf[verb], text: texts[verb], run: () => begin(verb) })),
    { keys: 'alt+arrowright', text: words.next, run: next },
    { keys: 'escape', text: words.back, run: () => (asking ? setAsking(undefined) : leave()) },
  ])
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />

  async function settle(reason: string) {
    if (!asking) return
    const done =
      asking === 'part' ? await perform('part', { patients: [...chosen], reason }) : b && (await perform(asking, { a, b, reason }))
    if (!done) return
    message.success(say(words.done, { verb: wordOf(asking) }))
    setAsking(undefined)
    next()
  }
  const side = (one: Side) => <span className="cw-muted cw-small">{one.organization}</span>
  return (
    <article className="identity-pair">
      <div className="cw-between">
        <h1>{say(texts.identity)}</h1>
        <div className="cw-row cw-no-print">
          <Button onClick={next}>
            {say(words.next)} <kbd>Alt+→</kbd>
          </Button>
          <Button onClick={leave}>
            {say(words.back)} <kbd>Esc</kbd>
          </Button>
        </div>
      </div>
      {data.b && <p>{say(data.onePerson ? words.onePerson : words.twoPersons)}</p>}
      <TableBox label={say(texts.identity)}>
        <table className="cw-table identity-table">
          <thead>
            <tr>
              <td />
              <th scope="col">
                {say(words.sideA)} {side(data.a)}
              </th>
              {data.b && (
                <th scope="col">
                  {say(words.sideB)} {side(data.b)}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {(Object.keys(differing) as What[]).map((what) => {
              const differs = data.differs.includes(what)
              return (
                <tr key={what} className={differs ? 'identity-differs' : undefined}>
                  <th scope="row">
                    {say(differing[what])} {differs && <span title={say(words.differs)}>≠</span>}
                  </th>
                  <td>{shownAs(data.a, what, say)}</td>
                  {data.b && <td>{shownAs(data.b, what, say)}</td>}
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableBox>
      {!data.b && (
        <div className="cw-gap">
          <p>{say(words.chooseOther)}</p>
          <PatientPicker onPick={({ patients }) => patients[0] && open(a, patients[0])} />
        </div>
      )}
      {asking ? (
        <Reasoned
          verb={wordOf(asking)}
          help={asking === 'part' ? say(words.chooseToPart) : asking === 'merge' && !data.onePerson ? say(texts.confirmMerge) : ''}
          ready={asking !== 'part' || chosen.size > 0}
          danger={asking === 'part'}
          busy={busy !== undefined}
          problem={(refusal ?? failure) && say(textOf(refusal ?? failure))}
          confirm={(reason) => void settle(reason)}
          leave={() => setAsking(undefined)}
        />
      ) : (
        <div className="cw-row cw-no-print">
          {verbs.map((verb, i) => (
            <Button key={verb} type={i === 0 && data.b ? 'primary' : 'default'} onClick={() => begin(verb)}>
              {wordOf(verb)} <kbd>{keyOf[verb].replace('alt+', 'Alt+').replace(/.$/, (c) => c.toUpperCase())}</kbd>
            </Button>
          ))}
        </div>
      )}
      <div className="identity-sides">
        <Patients
          title={data.patientsOfB.length ? say(words.patientsOf, { side: say(words.sideA) }) : say(words.patients)}
          rows={data.patientsOfA}
          chosen={asking === 'part' ? chosen : undefined}
          choose={setChosen}
        />
        {data.patientsOfB.length > 0 && <Patients title={say(words.patientsOf, { side: say(words.sideB) })} rows={data.patientsOfB} />}
      </div>
    </article>
  )
}
