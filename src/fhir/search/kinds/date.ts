import { EVER, instantRange } from '../../path/temporal.ts'
import type { Operand, Prefix } from '../query.ts'
import { ALL, keysOf, type Sieve } from '../sieves.ts'
import { type Asked, anyTest, type Element, isElement, type Kind, listOf, textOf } from './kind.ts'

/** The first and the last millisecond of something, as ISO 8601 in UTC: texts of one length, so that their order is that of time. */
export type Span = { from: string; to: string }

const spanOf = (value: unknown): Span | undefined => {
  const text = textOf(value)
  return text === undefined ? undefined : instantRange(text)
}

function periodSpan(start: unknown, end: unknown): Span[] {
  const [first, last] = [spanOf(start), spanOf(end)]
  if (!first && !last) return []
  const [from, to] = [first?.from ?? EVER.from, last?.to ?? EVER.to]
  return from <= to ? [{ from, to }] : [hull([first!, last!])!] // ends before it starts: all that it touches
}

/** The span of a Timing, of which only the outer limits matter: its events and the bounds of their repetition. */
function timingSpan({ event, repeat }: Element): Span[] {
  const bounds = isElement(repeat) && isElement(repeat.boundsPeriod) ? repeat.boundsPeriod : {}
  const span = hull([...listOf(event).flatMap((at) => spanOf(at) ?? []), ...periodSpan(bounds.start, bounds.end)])
  return span ? [span] : []
}

/** The span that reaches over all of them. */
export function hull(spans: readonly Span[]): Span | undefined {
  if (spans.length < 2) return spans[0]
  return spans.reduce((all, span) => ({ from: span.from < all.from ? span.from : all.from, to: span.to > all.to ? span.to : all.to }))
}

/** R4 search, “date”: date, dateTime and instant as the span their precision covers, Period (open ends = ever), Timing. */
export function spansOf(item: unknown): Span[] {
  if (!isElement(item)) {
    const span = spanOf(item)
    return span ? [span] : []
  }
  return 'event' in item || 'repeat' in item ? timingSpan(item) : periodSpan(item.start, item.end)
}

/** The span that a search value covers; `ap` reaches a tenth of its length further on both sides. */
export function askedSpan({ prefix, text }: Operand): Span | undefined {
  const span = instantRange(text)
  if (!span || prefix !== 'ap') return span
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
  const more = Math.ceil((to - from + 1) / 10)
  const clamp = (at: number) => new Date(Math.min(Math.max(at, Date.parse(EVER.from)), Date.parse(EVER.to))).toISOString()
  return { from: clamp(from - more), to: clamp(to + more) }
}

/**
 * http://hl7.org/fhir/R4/search.html#prefix, for a value (first) against what is asked (second). `ge` and `le` also find what reaches into the time that is asked
 * without lying within it, as other servers do: else a night from one day to the next were neither before midnight nor after it.
 */
const MEETS: Record<Prefix, (value: Span, asked: Span) => boolean> = {
  eq: (value, asked) => asked.from <= value.from && value.to <= asked.to,
  ne: (value, asked) => value.from < asked.from || asked.to < value.to,
  gt: (value, asked) => value.to > asked.to,
  lt: (value, asked) => value.from < asked.from,
  ge: (value, asked) => value.to >= asked.from,
  le: (value, asked) => value.from <= asked.to,
  sa: (value, asked) => value.from > asked.to,
  eb: (value, asked) => value.to < asked.from,
  ap: (value, asked) => value.from <= asked.to && asked.from <= value.to,
}

const ZONE = 8 * 3_600_000
/** An instant as the wall clock of the county shows it, to the day. */
const localDay = (instant: string) => new Date(Date.parse(instant) + ZONE).toISOString().slice(0, 10)

/** The parts of the calendar that hold the whole span: day, month and year, or fewer of them. */
function calendar(span: Span): string[] {
  const [first, last] = [localDay(span.from), localDay(span.to)]
  return [10, 7, 4].filter((length) => first.slice(0, length) === last.slice(0, length)).map((length) => first.slice(0, length))
}

function dateSieve(operand: Operand, { param }: Asked): Sieve {
  const span = operand.prefix === 'eq' ? askedSpan(operand) : undefined
  const [narrowest] = span ? calendar(span) : []
  if (!span || narrowest === undefined) return ALL
  const whole = instantRange(narrowest)
  return keysOf([`${param.code}|@${narrowest}`], whole?.from === span.from && whole.to === span.to)
}

const NO_SPANS: readonly Span[] = []

export const date: Kind = {
  modifiers: [],
  prefixed: true,
  fault: ({ text }) =>
    /^\d{4}/.test(text) && instantRange(text)
      ? undefined
      : 'must be a date: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss][Z or +hh:mm]',
  test: (operands) =>
    anyTest<Span>(
      operands,
      (operand) => {
        const asked = askedSpan(operand)
        const meets = MEETS[operand.prefix]
        return asked && ((value) => meets(value, asked))
      },
      (item) => (item === undefined ? NO_SPANS : spansOf(item)),
    ),
  keys(item, { code }, add) {
    for (const span of spansOf(item)) for (const part of calendar(span)) add(`${code}|@${part}`)
  },
  sieve: dateSieve,
  order: (item) => spansOf(item)[0]?.from,
}
