import type { Outflow, Ranked } from '../shape.ts'
import { others } from '../small.ts'
import type { Asked } from './useOutflow.ts'

export const tabs = ['disease', 'destination', 'township', 'specialty'] as const
export type Tab = (typeof tabs)[number]

const parts: Readonly<Record<string, string>> = { '2': 'prefecture', '3': 'province', '4': 'beyond' }

/** The list of the settlements that a figure counts, all filters kept; undefined for what no list can be asked for: a chapter, the others of few persons, no code. */
export function rowsBehind(
  { years }: Pick<Outflow, 'years'>,
  question: Asked,
  of: 'disease' | 'place' | 'institution',
  row: Pick<Ranked, 'id'> | undefined,
  year: 0 | 1 | 2,
): string | undefined {
  const disease = of === 'disease' && row ? row.id : question.disease
  if (row?.id === others || (of === 'disease' && row?.id === '') || (disease && disease.length > 3)) return undefined
  const place = of === 'place' && row ? row.id : question.place
  const institution = of === 'institution' && row ? row.id : question.institution
  const asked = {
    part: `stays.${parts[place ?? ''] ?? 'away'}`,
    period: years[year]?.[1] ?? '',
    grain: 'rolling',
    ...(disease ? { disease } : {}),
    ...(institution ? { org: institution } : {}),
    ...(question.township ? { by: 'residence', township: question.township } : {}),
  }
  return `/lists/settlements?${new URLSearchParams(asked)}`
}
