/** Dates and times as FHIR writes them: partial (`2024`, `2024-05`), with or without an offset. Pure text, no clock. */

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/
const DATE_TIME =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3])(?::([0-5]\d)(?::((?:[0-5]\d|60)(?:\.\d+)?))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/

/** Minutes east of UTC of a time without an offset: China has one zone (GB/T 7408.1). */
const COUNTY_OFFSET = 480
const MINUTE = 60_000
/** The Gregorian calendar repeats after 400 years; counting one cycle later keeps `Date.UTC` from reading the year 1 as 1901. */
const CYCLE = 146_097 * 1440 * MINUTE

/** The first and last instant that FHIR and the database can both write: what an open end means. */
export const EVER = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' }

type Moment = { fields: number[]; offset: number | undefined }

export const isDate = (text: string) => DATE.test(text)
export const isDateTime = (text: string) => DATE_TIME.test(text)
export const isTime = (text: string) => TIME.test(text)

const offsetOf = (zone: string | undefined): number | undefined => {
  if (!zone) return undefined
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  return zone[0] === '-' ? -minutes : minutes
}

const parseMoment = (text: string): Moment | undefined => {
  const parts = DATE_TIME.exec(text)
  if (!parts) return TIME.test(text) ? { fields: text.split(':').map(Number), offset: undefined } : undefined
  const fields = parts.slice(1, 7).filter((part) => part !== undefined)
  return { fields: fields.map(Number), offset: offsetOf(parts[7]) }
}

const epoch = ([year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0]: number[], offset: number | undefined): number =>
  Date.UTC(year + 400, month - 1, day, hour, minute) - CYCLE - (offset ?? COUNTY_OFFSET) * MINUTE + Math.floor(second * 1000 + 1e-6)

const inUtc = ({ fields, offset }: Moment): number[] => {
  const at = new Date(epoch(fields.slice(0, 5), offset))
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), ...fields.slice(5)]
}

/** Whether two texts are to be compared as points in time: both look like one, and at least one says more than a bare year. */
export const areTemporal = (a: string, b: string) =>
  (isDateTime(a) && isDateTime(b) && (a.includes('-') || b.includes('-'))) || (isTime(a) && isTime(b))

/** Below 0, 0, above 0; or nothing when the coarser of the two leaves it open (`2024` against `2024-05`). */
export const compareTemporal = (a: string, b: string): number | undefined => {
  const [x, y] = [parseMoment(a), parseMoment(b)]
  if (!x || !y) return undefined
  const timed = x.fields.length > 4 && y.fields.length > 4
  const [left, right] = timed ? [inUtc(x), inUtc(y)] : [x.fields, y.fields]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [l, r] = [left[i], right[i]]
    if (l === undefined || r === undefined) return undefined
    if (l !== r) return l - r
  }
  return 0
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

const fill = (text: string, edge: 'low' | 'high'): string => {
  const monthly = text + (edge === 'low' ? '0000-01' : '0000-12').slice(text.length)
  if (monthly.length > 7) return monthly
  return `${monthly}-${edge === 'low' ? '01' : lastDay(Number(monthly.slice(0, 4)), Number(monthly.slice(5, 7)))}`
}

/** The first or last date, dateTime (zone unknown: +14:00 or -12:00) or time that a partial text can mean, to the millisecond. */
export const temporalBoundary = (text: string, edge: 'low' | 'high', type?: string): string | undefined => {
  const clock = edge === 'low' ? '00:00:00.000' : '23:59:59.999'
  if (isTime(text)) return text + clock.slice(text.length)
  if (!isDateTime(text)) return undefined
  const [date = '', rest] = text.split('T')
  if (type === 'date' || (rest === undefined && type !== 'dateTime' && type !== 'instant')) return fill(date, edge)
  const [, time = '', zone] = /^([\d:.]*)(.*)$/.exec(rest ?? '') ?? []
  return `${fill(date, edge)}T${time + clock.slice(time.length)}${zone || (edge === 'low' ? '+14:00' : '-12:00')}`
}

/**
 * The first and the last millisecond, as UTC instants, of what a date or dateTime covers: `2024-05` is the whole month in the county's
 * zone (+08:00) unless the text carries its own. Nothing when the text is no date of the calendar; clamped to `EVER`.
 */
export const instantRange = (text: string): { from: string; to: string } | undefined => {
  const moment = parseMoment(text)
  if (!moment || isTime(text)) return undefined
  const { fields, offset } = moment
  const [year = 0, month = 1, day = 1] = fields
  if (day > lastDay(year, month)) return undefined
  const from = epoch(fields, offset)
  const next = [...fields]
  const last = fields.length - 1
  next[last] = (next[last] ?? 0) + 1
  const second = /\.\d/.test(text) ? from : from + 999
  const to = fields.length === 6 ? second : epoch(next, offset) - 1
  return { from: iso(from), to: iso(to) }
}

const FIRST = Date.parse(EVER.from)
const LAST = Date.parse(EVER.to)
const iso = (at: number) => new Date(Math.min(Math.max(at, FIRST), LAST)).toISOString()
