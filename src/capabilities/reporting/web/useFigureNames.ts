import { useQuery } from '@tanstack/react-query'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { api } from '../../../ui/api.ts'
import type { IndicatorList } from '../../../ui/contract.ts'

/** The words of a counted part (`group.part`): those of the indicator that is this part itself. Parts that only serve ratios have none, and are not shown. */
export function useFigureNames() {
  const { data } = useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => api.get<IndicatorList>('/indicators', undefined, signal),
    staleTime: 600_000,
  })
  const names = new Map<string, Text>(
    (data?.indicators ?? []).flatMap((i) => (i.denominator === undefined ? [[`${i.group}.${i.numerator}`, i.text]] : [])),
  )
  return (part: string): Text | undefined => names.get(part)
}
