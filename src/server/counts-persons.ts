import type { Indicator } from '../kernel/grammar/measure.ts'
import { computedOf, type Library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { byDimension } from '../record/cell-sql.ts'

/** Whether the rows behind an indicator are persons' (and not beds, machines or institutions). */
export const countsPersons = ({ record }: Pick<House, 'record'>, lib: Library, indicator: Indicator): boolean =>
  computedOf(indicator).refs.some(({ group }) => {
    const { view } = lib.groups.get(group)!
    return view === byDimension || JSON.stringify(record.views.find(({ name }) => name === view)?.definition ?? '').includes('"patient_id"')
  })
