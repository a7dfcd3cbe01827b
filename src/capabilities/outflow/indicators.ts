import type { MeasureGroup } from '../../kernel/grammar/measure.ts'

/** Inpatient settlements of the insured, wherever they were, by the township where they lived: what the figures of the ranking open onto. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'outflow',
    view: 'settlement',
    list: 'settlements',
    outside: 'counted',
    residence: true,
    where: `f.class = '21'`,
    parts: {
      all: { text: ['参保人住院人次', 'admissions of the insured'] },
      away: { text: ['县外住院人次', 'admissions outside the county'], where: "f.place in ('2', '3', '4')" },
      prefecture: { text: ['市内县外住院人次', 'admissions elsewhere in the prefecture'], where: "f.place = '2'" },
      province: { text: ['省内市外住院人次', 'admissions elsewhere in the province'], where: "f.place = '3'" },
      beyond: { text: ['省外住院人次', 'admissions beyond the province'], where: "f.place = '4'" },
    },
    dims: { disease: `coalesce(upper(left(f.diagnosis, 3)), '')` },
  },
]
