import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { AnyWorkflow } from '../kernel/grammar/capability.ts'
import { api } from './api.ts'
import type { CaseVersion, OpenedCase } from './contract.ts'

/** One case as it stands, with what may be done to it now and why not. */
export function useCase<W extends AnyWorkflow>(workflow: W, id: string | undefined) {
  const { name } = workflow.kind
  return useQuery({
    queryKey: ['case', name, id],
    queryFn: ({ signal }) =>
      api.get<OpenedCase<z.output<W['kind']['shape']>>>(`/${name}/${encodeURIComponent(id ?? '')}`, undefined, signal),
    enabled: id !== undefined,
  })
}

/** Every version of a case, newest first as the door answers. */
export function useHistory<W extends AnyWorkflow>(workflow: W, id: string | undefined) {
  const { name } = workflow.kind
  return useQuery({
    queryKey: ['history', name, id],
    queryFn: ({ signal }) =>
      api.get<{ versions: readonly CaseVersion<z.output<W['kind']['shape']>>[] }>(
        `/${name}/${encodeURIComponent(id ?? '')}/history`,
        undefined,
        signal,
      ),
    enabled: id !== undefined,
    select: ({ versions }) => versions,
  })
}
