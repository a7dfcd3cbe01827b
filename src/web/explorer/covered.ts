import type { Coverage, CoveredUnit } from '../../ui/contract.ts'

/** Who has data of a month or later, and who has not. An institution whose report of the month is approved or submitted has, though nothing may have happened there. */
export function coveredBy({ units }: Pick<Coverage, 'units'>, month: string): { have: CoveredUnit[]; lack: CoveredUnit[] } {
  const has = ({ lastDay, reports }: CoveredUnit) =>
    (lastDay !== null && lastDay.slice(0, 7) >= month) || reports === 'submitted' || reports === 'approved'
  return { have: units.filter(has), lack: units.filter((unit) => !has(unit)) }
}
