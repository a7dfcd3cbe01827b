import { readCells } from '../../record/cell-read.ts'
import { localDay } from '../../record/local-day.ts'
import { type Counted, library } from './library.ts'

/** Every part of every measure group of a month (but persons, who are no sums), by organisation: `group.part` → whole number. Cells are made right first. */
export async function figuresOf(house: Counted, county: number, month: string) {
  const { record } = house
  const groups = [...(await library(house, county)).groups.values()]
  const ids = new Map((await record.organizations(county)).map((n) => [n.key, n.id]))
  await record.shared.cells(county, groups, localDay(new Date().toISOString()))
  const all = new Map<string, Record<string, number>>()
  for (const group of groups.filter(({ kind }) => kind !== 'distinct'))
    for (const cell of await readCells(record.db, county, group, `${month}-01`, `${month}-01`)) {
      const id = ids.get(cell.unit) ?? ''
      const parts = all.get(id) ?? {}
      for (const [i, part] of Object.keys(group.parts).entries()) parts[`${group.name}.${part}`] = cell.parts[i]!
      all.set(id, parts)
    }
  return all
}
