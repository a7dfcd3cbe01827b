import type { Feed, Silence } from './feed.ts'

/** ok: as it should be; late: not read for a while; silent: read, but nothing new for longer than it may be; failing: cannot be read. */
export type FeedState = 'ok' | 'late' | 'silent' | 'failing'
/** What a feed's state follows from; instants in ISO. */
export type FeedFacts = Pick<Feed, 'every' | 'silence'> & {
  /** Since when the feed is there. */
  since: string
  lastPoll?: string | undefined
  /** The last poll that came to its end. */
  lastOk?: string | undefined
  /** When the last new or changed row was read. */
  lastRow?: string | undefined
  /** Failed polls in a row. */
  failures: number
}

const shift = 8 * 3600_000
const day = 86_400_000
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Hours of working time between two instants (Asia/Shanghai): those of the given days of the week, from one hour of the day to another. */
export function workingHours(from: string, to: string, { from: open, to: shut, days }: Omit<Silence, 'hours'>): number {
  const [began, ended] = [Date.parse(from) + shift, Date.parse(to) + shift]
  let sum = 0
  for (let start = Math.floor(began / day) * day; start < ended; start += day) {
    if (!days.includes(new Date(start).getUTCDay() || 7)) continue
    const [a, b] = [start + minutes(open) * 60_000, start + minutes(shut) * 60_000]
    sum += Math.max(0, Math.min(b, ended) - Math.max(a, began))
  }
  return sum / 3600_000
}

/** The state of a feed. Silence is judged on what was read: a server that stood still raises no alarm about the hospital. */
export function feedState({ every, silence, since, lastOk, lastRow, failures }: FeedFacts, now: Date): FeedState {
  if (failures >= 3) return 'failing'
  if (silence && lastOk && workingHours(lastRow ?? since, lastOk, silence) >= silence.hours) return 'silent'
  return now.getTime() - Date.parse(lastOk ?? since) > Math.max(3 * every, 180) * 1000 ? 'late' : 'ok'
}

/** When the next poll is due, in milliseconds: after failures later and later, at last once an hour (or as rarely as the feed is read anyway). */
export function nextPoll({ every, lastPoll, failures }: FeedFacts): number {
  if (lastPoll === undefined) return 0
  const pause = failures ? Math.max(every, Math.min(every * 2 ** Math.min(failures, 20), 3600)) : every
  return Date.parse(lastPoll) + pause * 1000
}
