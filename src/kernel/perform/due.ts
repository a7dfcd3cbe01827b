import type { Within } from '../grammar/operation.ts'

/** When a time limit passes. Work-calendar limits count the hours of working days (Mon–Fri 08:00–18:00, Asia/Shanghai) until a county's own calendar is data. */
export function dueAt(from: string, { minutes, calendar }: Pick<Within, 'minutes' | 'calendar'>): string {
  if (calendar === 'always') return new Date(Date.parse(from) + minutes * 60_000).toISOString()
  const shift = 8 * 3600_000
  let at = Date.parse(from) + shift
  let left = minutes * 60_000
  for (;;) {
    const day = Math.floor(at / 86_400_000) * 86_400_000
    const [open, shut] = [day + 8 * 3600_000, day + 18 * 3600_000]
    const weekday = new Date(day).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && at < shut) {
      at = Math.max(at, open)
      if (at + left <= shut) return new Date(at + left - shift).toISOString()
      left -= shut - at
    }
    at = day + 86_400_000
  }
}
