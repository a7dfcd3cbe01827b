/** Periods of numbers. Months are written 2026-02. */
export type Grain = 'month' | 'quarter' | 'year' | 'rolling'
/** `from` … `to`: the months that count; `end`: the last of the whole period. `partial`: it goes on after them. */
export type Period = { name: string; from: string; to: string; end: string; partial: boolean }

/** The local day (Asia/Shanghai, UTC + 8 h, no summer time since 1991) of an instant. */
export const localDayOf = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)

export function shift(month: string, by: number): string {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`
}
/** How many months from one to another, the ends included. */
export const span = (from: string, to: string) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1

const length = { month: 1, quarter: 3, year: 12, rolling: 12 } as const
/** The name of the period that a month lies in, or ends: 2026-03, 2026-Q1, 2026. */
export const periodOfMonth = (month: string, grain: Grain) =>
  grain === 'year' ? month.slice(0, 4) : grain === 'quarter' ? `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}` : month

/** The first month of a named period; undefined where the name is none. */
export function firstMonth(name: string, grain: Grain): string | undefined {
  if (grain === 'year') return /^\d{4}$/.test(name) ? `${name}-01` : undefined
  const quarter = /^(\d{4})-Q([1-4])$/.exec(name)
  if (grain === 'quarter') return quarter ? `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}` : undefined
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(name)) return undefined
  return grain === 'rolling' ? shift(name, -11) : name
}

/** First and last month of a named period; undefined where the name is none. */
export function monthsOf(name: string, grain: Grain): readonly [from: string, to: string] | undefined {
  const from = firstMonth(name, grain)
  return from === undefined ? undefined : [from, shift(from, length[grain] - 1)]
}

/** A named period, of which only months up to `last` count: what is not over is told as far as it goes. */
export function periodOf(name: string, grain: Grain, last: string): Period | undefined {
  const [from, end] = monthsOf(name, grain) ?? []
  if (!from || !end || from > last) return undefined
  const to = end > last ? last : end
  return { name, from, to, end, partial: end > last }
}

/** The periods that have a month between `from` and `to` (rolling: that end there). */
export function periodsBetween(from: string, to: string, grain: Grain): Period[] {
  const names = new Set<string>()
  for (let month = from; month <= to; month = shift(month, 1)) names.add(periodOfMonth(month, grain))
  return [...names].flatMap((name) => periodOf(name, grain, to) ?? [])
}

/** The same months, that many months earlier. */
export const earlier = ({ name, from, to, end }: Period, by: number): Period => ({
  name,
  from: shift(from, -by),
  to: shift(to, -by),
  end: shift(end, -by),
  partial: false,
})
/** The period before: as many months from its first as this one has. */
export const previous = (period: Period, grain: Grain) => earlier(period, grain === 'rolling' ? 1 : length[grain])
