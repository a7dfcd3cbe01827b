import { fill } from '../../kernel/grammar/fill.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Point, Status, TargetNow } from './contract.ts'
import { goalOf } from './path.ts'
import { texts, told } from './status-texts.ts'

type Aimed = Pick<TargetNow, 'comparator' | 'value' | 'unit'>
/** Values are told to two decimals at most: what differs by less is the same. */
const same = 1e-9

/** Whether a value reaches the target: its comparator holds. Undefined where nobody says what it is compared with. */
export function reaches(target: Pick<Aimed, 'comparator' | 'value'>, value: number, baseline: Point | undefined): boolean | undefined {
  const goal = goalOf(target, baseline)
  if (goal === undefined) return undefined
  if (target.comparator === 'rises') return value > goal + same
  if (target.comparator === 'falls') return value < goal - same
  if (target.comparator === '=') return Math.abs(value - goal) <= same
  return target.comparator === '>=' ? value >= goal - same : value <= goal + same
}

/** Which way is better: 1 up, -1 down. `=` goes from where it started to its value. */
export function directionOf(target: Pick<Aimed, 'comparator' | 'value'>, baseline: Point | undefined): 1 | -1 {
  if (target.comparator === '=') return baseline && target.value !== undefined && baseline.value > target.value ? -1 : 1
  return target.comparator === '>=' || target.comparator === 'rises' ? 1 : -1
}

export type Standing = Aimed & {
  baseline?: Point
  /** What the baseline is: decided, or found in the numbers before or after the start. */
  baselineIs?: 'chosen' | 'before' | 'first'
  now?: Point
  lastYear?: number
  planned?: number
  deadline: string
  forecast?: TargetNow['forecast']
  over?: TargetNow['over']
  stated?: TargetNow['stated']
  /** Why there is no value. */
  unknown?: Text
  left?: string
}

/** How a target stands: `met` exactly when its comparator holds, else by its path on the day of the value. */
export function statusOf(target: Standing): Status {
  if (!target.now || target.left !== undefined) return 'no-data'
  const met = reaches(target, target.now.value, target.baseline)
  if (met === undefined) return 'no-data'
  if (met) return 'met'
  if (target.planned === undefined || target.now.day >= target.deadline || target.comparator === 'rises' || target.comparator === 'falls')
    return 'behind'
  const direction = directionOf(target, target.baseline)
  return direction * (target.now.value - target.planned) >= -same ? 'on-way' : 'behind'
}

/** Why it stands so, in one sentence with its numbers. */
export function whyOf(target: Standing): Text {
  if (target.left !== undefined) return fill(texts.left, { reason: target.left })
  const { now, baseline } = target
  if (!now) return target.unknown ?? texts.nothing
  const goal = goalOf(target, baseline)
  if (goal === undefined) return fill(baseline ? texts.noValue : texts.noBaseline, { now: told(now.value, target.unit) })
  return joined([...standing(target, now, goal), ...outlook(target), ...units(target), ...origin(target), ...day(target)])
}

function standing(target: Standing, now: Point, goal: number): Text[] {
  const values = {
    now: told(now.value, target.unit),
    goal: told(goal, target.unit),
    day: now.day,
    gap: told(Math.abs(goal - now.value), target.unit, 'step'),
  }
  const status = statusOf(target)
  const since = changeOf(target, now)
  if (target.unit === 'yes') return [status === 'met' ? texts.yes : texts.no]
  if (target.comparator === 'rises' || target.comparator === 'falls')
    return [fill(status === 'met' ? texts[target.comparator] : texts.notMoved, values), ...since]
  if (status === 'met') return [fill(texts.met, values), ...since]
  const planned = target.planned
  const lag =
    planned === undefined
      ? undefined
      : { planned: told(planned, target.unit), lag: told(Math.abs(now.value - planned), target.unit, 'step') }
  const against = lag && fill(status === 'on-way' ? texts.ahead : texts.late, lag)
  return [fill(texts.short, values), ...since, ...(against && target.over === undefined ? [against] : [])]
}

/** How it moved against the same time of last year. */
function changeOf({ lastYear, unit }: Standing, now: Point): Text[] {
  if (lastYear === undefined) return []
  const by = told(Math.abs(now.value - lastYear), unit, 'step')
  const unseen = by[0].startsWith('<') || now.value === lastYear
  return [fill(unseen ? texts.unchanged : now.value > lastYear ? texts.rose : texts.fell, { by })]
}

function outlook({ forecast, deadline, unit }: Standing): Text[] {
  if (!forecast) return []
  const values = {
    deadline,
    value: told(forecast.value, unit),
    low: told(forecast.low, unit, 'bare'),
    high: told(forecast.high, unit, 'bare'),
  }
  return [fill(texts.outlook, values)]
}

/** Of several units that must state: how many have. */
const units = ({ stated }: Standing): Text[] =>
  stated && stated.wanted > 1 ? [fill(texts.ofUnits, { wanted: String(stated.wanted), known: String(stated.known) })] : []

function origin({ baseline, baselineIs, unit }: Standing): Text[] {
  if (!baseline || baselineIs === 'chosen' || baselineIs === undefined) return []
  return [fill(baselineIs === 'before' ? texts.fromBefore : texts.fromFirst, { day: baseline.day, value: told(baseline.value, unit) })]
}

function day({ over, unit }: Standing): Text[] {
  if (!over) return []
  if (over.met === null) return [fill(texts.overUnknown, { day: over.on })]
  return [fill(over.met ? texts.overMet : texts.overMissed, { day: over.on, value: told(over.value ?? 0, unit) })]
}

const joined = (parts: readonly Text[]): Text => [`${parts.map(([zh]) => zh).join('，')}。`, `${parts.map(([, en]) => en).join('; ')}.`]
