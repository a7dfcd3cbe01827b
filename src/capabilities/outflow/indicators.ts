import type { MeasureGroup } from '../../kernel/grammar/measure.ts'

/** Inpatient settlements of the insured, wherever they were, by the township where they lived: what the figures of the ranking open onto. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'outflow',
    view: 'settlement',
    list: 'settlements',
    outside: 'counted',
    residence: true,
    // keeps the pass to one row in thirty
    join: `join (select 1) inpatient on f.class = '21'`,
    parts: {
      all: { where: `f.class = '21'` },
      away: { where: `f.class = '21' and f.place in ('2', '3', '4')` },
      prefecture: { where: `f.class = '21' and f.place = '2'` },
      province: { where: `f.class = '21' and f.place = '3'` },
      beyond: { where: `f.class = '21' and f.place = '4'` },
    },
    dims: { disease: `coalesce(upper(left(f.diagnosis, 3)), '')` },
  },
]
