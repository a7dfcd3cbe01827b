import { EVER } from '../fhir/path/temporal.ts'

const eightHours = 8 * 3600_000
const [first, last] = [Date.parse(EVER.from), Date.parse(EVER.to)]

/** The local day (Asia/Shanghai, UTC+8 without summer time since 1992) of a FHIR date or dateTime; a partial date counts from its first day. */
export function localDay(at: string): string {
  if (at.length <= 10) return at.length === 10 ? at : at.length === 7 ? `${at}-01` : `${at}-01-01`
  if (at.endsWith('+08:00')) return at.slice(0, 10)
  const parsed = Date.parse(at)
  const instant = Number.isNaN(parsed) ? Date.parse(at.replace(':60', ':59')) : parsed // a leap second, which JavaScript does not know
  return new Date(Math.min(Math.max(instant + eightHours, first), last)).toISOString().slice(0, 10)
}

/** The first day of the local month. */
export const localMonth = (at: string) => `${localDay(at).slice(0, 7)}-01`
