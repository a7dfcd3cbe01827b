import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FieldProblem } from '../../../kernel/grammar/refusal.ts'
import type { OpenedCase, Performed } from '../../../ui/contract.ts'
import type { InputOf } from '../../../ui/performer.ts'
import { useSession } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Visit } from '../shape.ts'
import { type Clash, clashes } from './draft.ts'
import { contentOf, type Entry, entryOf, fieldOf, readSign, type Sign, tidied } from './entry.ts'
import { visitFlow } from './queries.ts'
import { useDraft } from './useDraft.ts'

export type Sending = 'record' | 'close' | 'amend'
export type Reasoned = 'amend' | 'cancel' | 'annul'

/** One visit at the desk: what is typed, what the server said, and the verbs. */
export function useVisit(opened: OpenedCase<Visit>) {
  const { id, case: visit, version } = opened
  const { draft, entry, type, ...drafted } = useDraft(opened)
  const { perform, refusal, failure, busy, retry, clear } = usePerform(visitFlow)
  const { practitioner } = useSession()
  const queries = useQueryClient()
  const [unread, setUnread] = useState<readonly FieldProblem[]>([])
  /** How often a send was refused: each time the first wrong field gets the focus. */
  const [failures, setFailures] = useState(0)
  /** Fields typed into since the server refused them: its words are stale there. */
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set())
  const [theirs, setTheirs] = useState<readonly Clash[]>([])

  const settled = (done: Performed | undefined) => {
    if (!done) return undefined
    const now = done.case as Visit
    queries.setQueryData<OpenedCase<Visit>>(
      ['case', 'visit', id],
      (before) => before && { ...before, version: done.version, state: done.state, case: now },
    )
    return { version: done.version, visit: now }
  }
  const failed = () => {
    setFailures((n) => n + 1)
    return false
  }
  /** Saves, closes or amends with what was typed; false when a field cannot be read or the server refused. */
  async function send(verb: Sending, reason = ''): Promise<boolean> {
    const read = contentOf(visit, draft.edits)
    setUnread('problems' in read ? read.problems : [])
    if ('problems' in read) return failed()
    const sent = draft.edits
    setMended(new Set())
    const target = { id, version: draft.version }
    const done = settled(
      await (verb === 'amend' ? perform('amend', { ...read.content, reason }, target) : perform(verb, read.content, target)),
    )
    if (!done) return failed()
    drafted.saved(sent, done.version, done.visit)
    setTheirs([])
    return true
  }
  const simple = async (verb: 'start' | 'cancel' | 'annul', reason = '') => {
    const done = settled(await (verb === 'start' ? perform('start', {}, { id, version }) : perform(verb, { reason }, { id, version })))
    if (done && verb !== 'start') drafted.discard()
    return done !== undefined
  }
  const transfer = async (to: InputOf<typeof visitFlow, 'transfer'>) =>
    settled(await perform('transfer', to, { id, version })) !== undefined
  /** After another desk's change: the newest visit, with what was typed here on top of it. */
  async function takeNewest() {
    await queries.refetchQueries({ queryKey: ['case', 'visit', id] })
    const now = queries.getQueryData<OpenedCase<Visit>>(['case', 'visit', id])
    if (!now) return
    setTheirs(clashes(draft, entryOf(now.case)))
    drafted.rebase(now.version, now.case)
    clear()
  }
  return {
    visit,
    entry,
    busy,
    failure,
    retry,
    send,
    simple,
    transfer,
    takeNewest,
    practitioner,
    dirty: Object.keys(draft.edits).length > 0,
    changed: drafted.stale || refusal?.kind === 'conflict',
    refusal,
    type: <K extends keyof Entry>(field: K, value: Entry[K]) => {
      setUnread((all) => all.filter(({ path }) => path !== field))
      setMended((all) => (all.has(field) ? all : new Set([...all, field])))
      setTheirs((all) => all.filter((clash) => clash.field !== field))
      type(field, value)
    },
    /** A vital sign is left: what was understood is shown, or why it was not. */
    leaveSign: (sign: Sign) => {
      const read = readSign(sign, entry[sign])
      if ('wrong' in read) setUnread((all) => [...all.filter(({ path }) => path !== sign), { path: sign, text: read.wrong }])
      else type(sign, tidied(sign, entry[sign]))
    },
    failures,
    theirs,
    problemOf: (field: string) =>
      [...unread, ...(mended.has(field) ? [] : (refusal?.fields ?? []))].find(({ path }) => fieldOf(path) === field)?.text,
  }
}
