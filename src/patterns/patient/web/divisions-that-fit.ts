import type { ChosenDivision } from './useDivisions.ts'

/** Divisions a text may mean: part of the name, the beginning of its initials, or of its code; all for no text. Best fits first, else in the order of the table. Pure. */
export function divisionsThatFit(divisions: readonly ChosenDivision[], text: string): readonly ChosenDivision[] {
  const q = text.trim().toLowerCase()
  const rank = ({ code, name, initials }: ChosenDivision) =>
    name.startsWith(q) || initials.startsWith(q) ? 0 : name.includes(q) || code.startsWith(q) ? 1 : initials.includes(q) ? 2 : 3
  return divisions
    .map((one) => [rank(one), one] as const)
    .filter(([at]) => at < 3)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)
}
