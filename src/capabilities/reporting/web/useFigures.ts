import { useQuery } from '@tanstack/react-query'
import { measured } from '../../../kernel/grammar/amount.ts'
import type { MeasureUnit } from '../../../kernel/grammar/measure.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { api } from '../../../ui/api.ts'
import type { IndicatorList } from '../../../ui/contract.ts'

type Figure = { text: Text; shown: (counted: number) => string }

/** Money says in what it is counted. */
const inUnit = ([zh, en]: Text, unit: MeasureUnit): Text => (unit === 'yuan' ? [`${zh}（元）`, `${en} (yuan)`] : [zh, en])

/** A counted part (`group.part`) in words, and its value in the indicator's unit: those of the indicator that is this part itself. Parts that only serve ratios have none, and are not shown. */
export function useFigures() {
  const { data } = useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => api.get<IndicatorList>('/indicators', undefined, signal),
    staleTime: 600_000,
  })
  const figures = new Map<string, Figure>(
    (data?.indicators ?? []).flatMap(({ numerator, denominator, formula, text, unit, scale = 1 }) =>
      denominator === undefined && !formula
        ? [[numerator, { text: inUnit(text, unit), shown: (counted) => measured(counted * scale, unit) }]]
        : [],
    ),
  )
  return (part: string): Figure | undefined => figures.get(part)
}
