const parts = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d+)?$/

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function ahead(zone: string, at: number): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - at
}

/** A local time of another zone as the county's clocks (Asia/Shanghai) show it; what is no full time is left as it is. */
export function inCountyTime(text: string, zone: string): string {
  if (zone === 'Asia/Shanghai' || !parts.test(text)) return text
  const [whole, ...fraction] = text.split('.')
  const local = Date.parse(`${whole!.replace(' ', 'T')}Z`)
  if (Number.isNaN(local)) return text
  const guess = local - ahead(zone, local)
  const instant = local - ahead(zone, guess)
  const county = new Date(instant + ahead('Asia/Shanghai', instant)).toISOString()
  return [`${county.slice(0, 10)} ${county.slice(11, 19)}`, ...fraction].join('.')
}
