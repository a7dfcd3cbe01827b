import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { OrganizationRow, Row, Rows } from '../../../ui/contract.ts'
import { useSession } from '../../../ui/session.tsx'
import { useCountyRoot } from '../../../ui/useCountyRoot.ts'
import { webTexts as words } from '../web-texts.ts'

/** What a task can be asked for by, as the list of tasks says it (`condition`). */
export const conditions = [
  ['open', words.onlyOpen],
  ['late', words.onlyLate],
  ['done', words.onlyDone],
  ['dropped', words.onlyDropped],
] as const

/** More than five plans' tasks. */
const most = 10_000

/** Every task of the county, what is open first by the day it is due (so late ones lead), then what is over, newest first; and the institution of who asks. */
export function useTaskRows() {
  const { post } = useSession()
  const root = useCountyRoot()
  const mine = useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: ({ organizations }) => organizations.find(({ id }) => id === post?.organization.id)?.institution ?? post?.organization.id,
    staleTime: 600_000,
  })
  const { data, error, refetch } = useQuery({
    queryKey: ['list', 'tasks', root],
    queryFn: ({ signal }) => api.get<Rows>('/lists/tasks', { org: root, limit: most }, signal),
    select: ordered,
    enabled: root !== undefined,
  })
  return { rows: data, mine: mine.data, error, refetch: () => void refetch() }
}

const isOpen = ({ condition }: Row) => condition !== 'done' && condition !== 'dropped'
/** Open tasks by the day they are due, then the others, newest first. */
export const ordered = ({ rows }: Pick<Rows, 'rows'>): Row[] => {
  const by = (a: Row, b: Row) => String(a.due).localeCompare(String(b.due))
  return [...rows.filter(isOpen).sort(by), ...rows.filter((row) => !isOpen(row)).sort((a, b) => by(b, a))]
}

/** The tasks of a plan, a clause, a condition; `open` has the late ones, too. */
export const narrowed = (rows: readonly Row[], asked: { plan: string | null; clause: string | null; condition: string | null }): Row[] =>
  rows.filter(
    (row) =>
      (!asked.plan || row.plan === asked.plan) &&
      (!asked.clause || row.clause === asked.clause) &&
      (!asked.condition || row.condition === asked.condition || (asked.condition === 'open' && isOpen(row))),
  )

/** Whether an organisation leads a task or takes part in it. */
export const isMine = ({ units }: Row, organization: string | undefined): boolean =>
  organization !== undefined &&
  String(units ?? '')
    .split(' ')
    .includes(organization)
