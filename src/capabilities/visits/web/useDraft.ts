import { useCallback, useState } from 'react'
import type { OpenedCase } from '../../../ui/contract.ts'
import { drafts } from '../../../ui/draft.ts'
import { useSession } from '../../../ui/session.tsx'
import type { Visit } from '../shape.ts'
import * as drafting from './draft.ts'
import { type Draft, emptyDraft, isEmpty, readDraft } from './draft.ts'
import { type Edits, type Entry, entryOf } from './entry.ts'

/**
 * The typed and unsaved part of one visit. It lives in this tab (memory and session storage: no name, no number of a person) until it is saved, given up,
 * or somebody signs out, so that a reload, a crash or an ended session loses nothing.
 */
export function useDraft({ id, version, case: visit }: OpenedCase<Visit>) {
  const { login } = useSession()
  const key = `visit.${id}`
  const server = entryOf(visit)
  const [kept, setKept] = useState<Draft>(() => readDraft(drafts.get(key), login) ?? emptyDraft(login, version))
  const draft = isEmpty(kept) ? { ...kept, version } : kept

  const change = useCallback(
    (to: (draft: Draft) => Draft) =>
      setKept((before) => {
        const after = to(isEmpty(before) ? { ...before, version } : before)
        if (isEmpty(after)) drafts.drop(key)
        else drafts.keep(key, after)
        return after
      }),
    [key, version],
  )
  return {
    draft,
    server,
    entry: { ...server, ...draft.edits } as Entry,
    /** Somebody else has saved since this was typed. */
    stale: !isEmpty(draft) && version > draft.version,
    type: <K extends keyof Entry>(field: K, value: Entry[K]) => change((d) => drafting.typed(d, field, value, server)),
    saved: (sent: Edits, at: number, now: Visit) => change((d) => drafting.saved(d, sent, at, entryOf(now))),
    rebase: (at: number, now: Visit) => change((d) => drafting.rebase(d, at, entryOf(now))),
    discard: () => change((d) => ({ ...d, edits: {}, base: {} })),
  }
}
