import type { Entry, Roster, Shift } from './shape.ts'

const dayLength = 86_400_000
const china = 8 * 3_600_000

/** A department has one roster a week, so its id is known before it exists. */
export const rosterId = (department: string, week: string) => `${department}-${week}`

/** The day `n` days after a local day (YYYY-MM-DD both). */
export const addDays = (day: string, n: number) => new Date(Date.parse(day) + n * dayLength).toISOString().slice(0, 10)
/** The Monday of the week of a local day. */
export const mondayOf = (day: string) => addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7))
const at = (day: string, time: string) => new Date(Date.parse(`${day}T${time}:00Z`) - china).toISOString()
/** Start and end of an entry as instants (UTC); a shift that ends at or before its start ends on the next day. */
export function spanOf(week: string, shifts: readonly Shift[], { day, shift }: Entry): { start: string; end: string } | undefined {
  const found = shifts.find((s) => s.code === shift)
  if (!found) return undefined
  const date = addDays(week, day - 1)
  return { start: at(date, found.from), end: at(found.to > found.from ? date : addDays(date, 1), found.to) }
}

export type Duty = Entry & { start: string; end: string }
/** The entries of a roster with their instants, without those whose shift is not in the roster. */
export const dutiesOf = (roster: Pick<Roster, 'week' | 'shifts' | 'entries'>): Duty[] =>
  roster.entries.flatMap((entry) => {
    const span = spanOf(roster.week, roster.shifts, entry)
    return span ? [{ ...entry, ...span }] : []
  })

/** The first two duties of one person that overlap in time. */
export function clash(duties: readonly Duty[]): readonly [Duty, Duty] | undefined {
  const sorted = [...duties].sort((a, b) => a.start.localeCompare(b.start))
  const busy = new Map<string, Duty>()
  for (const duty of sorted) {
    const before = busy.get(duty.practitioner.id)
    if (before && before.end > duty.start) return [before, duty]
    if (!before || before.end < duty.end) busy.set(duty.practitioner.id, duty)
  }
  return undefined
}
