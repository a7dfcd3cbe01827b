import { useQuery } from '@tanstack/react-query'
import { api } from '../../ui/api.ts'
import type { Cell, OrganizationRow } from '../../ui/contract.ts'
import type { Kind } from './question.ts'
import { words } from './texts.ts'

/** What the kinds are called. */
export const kindNames = { county: words.ofCounty, township: words.ofTownship, village: words.ofVillage } as const
/** Classes of institutions by the first letter of their WS 218 type. */
const letters: Readonly<Record<Kind, RegExp>> = { county: /^[AG]/, township: /^[BC]/, village: /^D/ }

/** The cells of the county's institutions of a kind; all without one, and while nobody knows the kinds yet. */
export function ofKind(cells: readonly Cell[], kind: Kind | undefined, types: ReadonlyMap<string, string> | undefined): readonly Cell[] {
  return kind && types ? cells.filter(({ unit }) => !unit.outside && letters[kind].test(types.get(unit.id) ?? '')) : cells
}

/** The types of the county's institutions, by id. */
export function useTypes(enabled: boolean): ReadonlyMap<string, string> | undefined {
  const { data } = useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: typesOf,
    staleTime: 600_000,
    enabled,
  })
  return data
}
const typesOf = ({ organizations }: { organizations: readonly OrganizationRow[] }) =>
  new Map(organizations.map(({ id, type }) => [id, type ?? '']))
