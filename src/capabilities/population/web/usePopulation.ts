import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { Rows } from '../../../ui/contract.ts'
import { useCountyRoot } from '../../../ui/useCountyRoot.ts'
import { type Head, newest } from '../counts.ts'
import { populationList } from '../lists.ts'

/** One count of a county with forty townships has 2 880 rows: more than the newest one always comes along. */
const most = 3000

/** The newest count of the whole county, whoever asks; undefined while it is on its way. */
export function usePopulation() {
  const root = useCountyRoot()
  return useQuery({
    queryKey: ['list', populationList.name, root, 'newest'],
    queryFn: ({ signal }) => api.get<Rows>(`/lists/${populationList.name}`, { org: root, limit: most }, signal),
    select: ({ rows }) => newest(rows as unknown as readonly Head[]),
    enabled: root !== undefined,
  })
}
