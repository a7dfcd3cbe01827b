import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { OrganizationRow } from '../../../ui/contract.ts'
import type { Account, Accounts, Clients, Roles } from '../contract.ts'

const page = 500
/** More accounts than any county has; the page says so when it is reached. */
export const mostAccounts = 10_000

async function everyAccount(signal: AbortSignal): Promise<readonly Account[]> {
  const found: Account[] = []
  for (let after: string | undefined; found.length < mostAccounts; ) {
    const answer: Accounts = await api.get('/admin/accounts', { limit: page, after }, signal)
    found.push(...answer.accounts)
    if (!answer.next) break
    after = answer.next
  }
  return found
}

export const accountsKey = ['admin', 'accounts']
export const useAccounts = () => useQuery({ queryKey: accountsKey, queryFn: ({ signal }) => everyAccount(signal) })

export const rolesKey = ['admin', 'roles']
export const useRoles = () => useQuery({ queryKey: rolesKey, queryFn: ({ signal }) => api.get<Roles>('/admin/roles', undefined, signal) })

export const clientsKey = ['admin', 'clients']
export const useClients = () =>
  useQuery({ queryKey: clientsKey, queryFn: ({ signal }) => api.get<Clients>('/admin/clients', undefined, signal) })

export const useOrganizations = () =>
  useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.get<{ organizations: readonly OrganizationRow[] }>('/organizations', undefined, signal),
    select: ({ organizations }) => organizations,
    staleTime: 600_000,
  })
