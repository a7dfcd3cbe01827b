import { useQuery } from '@tanstack/react-query'
import type { FigureKey } from '../../../kernel/grammar/frozen.ts'
import { api } from '../../../ui/api.ts'
import type { FilingsAnswer } from '../contract.ts'

const asked = ({ code, variant, grain, period, unit, of }: FigureKey) => ({
  code,
  grain,
  period,
  unit,
  of,
  ...(variant ? { variant } : {}),
})

/** The filings of one figure, with today's value and why it is another. */
export const useFigureFilings = (figure: FigureKey, enabled: boolean) =>
  useQuery({
    queryKey: ['filings', asked(figure)],
    queryFn: ({ signal }) => api.get<FilingsAnswer>('/filings', asked(figure), signal),
    enabled,
  })

/** Everything that was filed, with today's values. */
export const useFilings = () =>
  useQuery({ queryKey: ['filings'], queryFn: ({ signal }) => api.get<FilingsAnswer>('/filings', undefined, signal) })
