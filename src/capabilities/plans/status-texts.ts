import { defineTexts, type Text } from '../../kernel/grammar/texts.ts'
import type { Target } from './template.ts'

export const texts = defineTexts({
  left: ['本地未列入：{reason}', 'Not a target here: {reason}'],
  notOwn: ['这是全市的目标，不计入本县。', 'A target of the prefecture, not counted among the county’s own.'],
  nothing: ['还没有数据。', 'No data yet.'],
  noIndicator: ['没有指标 {code}，算不出来。', 'There is no indicator {code} to count it by.'],
  noPeriod: ['还没有一个完整报来数据的时期。', 'No whole period has been reported yet.'],
  few: ['人数少于五，不显示。', 'Fewer than five persons: not shown.'],
  notStated: ['还没有人填报。', 'Nobody has entered a value yet.'],
  lapsed: ['填报的数值已过期（{day}），需要重新填报。', 'The value entered lapsed on {day}: enter it again.'],
  lost: ['证明材料已被撤回，填报的数值不再算数。', 'The evidence was withdrawn: the value entered no longer counts.'],
  later: ['填报的数值从 {day} 起才算。', 'The value entered holds from {day} on.'],
  noUnits: ['本地没有应填报的机构。', 'There are no units here that must state it.'],
  noValue: ['现为 {now}，但没有定目标值。', 'Now {now}, but nobody has set the value to reach.'],
  noBaseline: ['现为 {now}，但没有起点可比。', 'Now {now}, but there is no baseline to compare with.'],
  yes: ['已做到', 'Done'],
  no: ['还没有做到', 'Not done yet'],
  met: ['现为 {now}，已达到 {goal}', 'Now {now}, {goal} is reached'],
  short: ['现为 {now}，距 {goal} 还差 {gap}', 'Now {now}, {gap} short of {goal}'],
  rises: ['现为 {now}，比起点 {goal} 高 {gap}', 'Now {now}, {gap} above the {goal} it started from'],
  falls: ['现为 {now}，比起点 {goal} 低 {gap}', 'Now {now}, {gap} below the {goal} it started from'],
  notMoved: ['现为 {now}，没有好过起点 {goal}', 'Now {now}, no better than the {goal} it started from'],
  rose: ['比去年同期升 {by}', 'up {by} on a year before'],
  fell: ['比去年同期降 {by}', 'down {by} on a year before'],
  unchanged: ['与去年同期持平', 'as a year before'],
  ahead: ['此时应到 {planned}，跟得上', 'planned by then {planned}: on track'],
  late: ['此时应到 {planned}，落后 {lag}', 'planned by then {planned}: {lag} behind'],
  outlook: ['按现在的走法到期（{deadline}）约 {value}（{low}–{high}）', 'as it goes, about {value} ({low}–{high}) on {deadline}'],
  fromBefore: ['起点取计划开始前最近的数 {value}（{day}）', 'baseline: the last value before the start, {value} ({day})'],
  fromFirst: ['起点取最早有的数 {value}（{day}）', 'baseline: the first value known, {value} ({day})'],
  overMet: ['期限 {day} 已过，当日为 {value}，已达到', 'the deadline {day} is past: {value} on the day, met'],
  overMissed: ['期限 {day} 已过，当日为 {value}，未达到', 'the deadline {day} is past: {value} on the day, not met'],
  ofUnits: ['应填 {wanted} 家，已填 {known} 家', '{known} of {wanted} units have stated it'],
  overUnknown: ['期限 {day} 已过，当日没有数据', 'the deadline {day} is past: no value was known on the day'],
})

/** Words after a value, by the target's unit. A difference of percentages is told in points. */
const units: Readonly<Record<Target['unit'], Text>> = {
  count: ['', ''],
  percent: ['%', '%'],
  permille: ['‰', '‰'],
  ratio: ['', ''],
  yuan: [' 元', ' yuan'],
  minutes: [' 分钟', ' minutes'],
  days: [' 天', ' days'],
  index: ['', ''],
  yes: ['', ''],
  kilometres: [' 公里', ' km'],
  grade: [' 级', ''],
}
const steps: Partial<Record<Target['unit'], Text>> = { percent: [' 个百分点', ' points'], permille: [' 个千分点', ' per-mille points'] }

/** A value in words: at most two decimals, one from ten on, none from a thousand on. */
export function told(value: number, unit: Target['unit'], as: 'value' | 'step' | 'bare' = 'value'): Text {
  const size = Math.abs(value)
  const digits = unit === 'count' || size >= 1000 ? 0 : size >= 10 ? 1 : 2
  const rounded = Number(value.toFixed(digits))
  const number = rounded === 0 && value !== 0 ? `<${10 ** -digits}` : String(rounded)
  const [zh, en] = as === 'bare' ? ['', ''] : ((as === 'step' ? steps[unit] : undefined) ?? units[unit])
  return [number + zh, number + en]
}
