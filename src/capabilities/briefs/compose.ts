import { changeOf } from '../../kernel/grammar/change.ts'
import type { MeasureUnit } from '../../kernel/grammar/measure.ts'
import { type Notable, newsOf, type Run } from './notable.ts'
import { amount, compared, figureSentence } from './sentences.ts'
import type { BriefFigure, Section } from './shape.ts'

/** What a plan's targets come to, for the brief. `behind`: the farthest first, each with where it stands. */
export type PlanLine = {
  name: string
  met: number
  onWay: number
  unknown: number
  behind: readonly { name: string; stands: string; heaviest: readonly string[] }[]
  over: boolean
}
export type BriefFacts = {
  county: string
  /** 2026-10 */
  month: string
  figures: readonly BriefFigure[]
  /** All indicators that may be told, with their months. */
  runs: readonly Run[]
  /** Why a notable one changed, in a sentence, by code. */
  reasons: Readonly<Record<string, string>>
  plans: readonly PlanLine[]
  /** Institutions whose report of the month is not in. */
  late: readonly string[]
  /** Tasks of plans whose day is past. */
  lateTasks: readonly string[]
}

/** What counts of things are counted in. */
const counted: Readonly<Record<string, string>> = { visits: '人次', discharges: '人次', 'follow-ups': '人次' }
/** What is told in words: the table has the rest. */
const subjects: readonly { name: string; codes: readonly string[] }[] = [
  { name: '服务量', codes: ['visits', 'discharges', 'average-stay', 'bed-use'] },
  { name: '分级诊疗', codes: ['primary-visit-share', 'in-county-care-rate', 'inside-admissions-share'] },
  { name: '医保与费用', codes: ['fund-paid', 'inside-fund-share', 'cost-per-visit', 'cost-per-admission'] },
  { name: '慢性病管理', codes: ['follow-ups', 'htn-control'] },
]
const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八']
export const mostNotable = 2
const mostBehind = 2
const mostNames = 6

/** 清源县2026年10月医疗卫生服务运行简报 */
export const titleOf = (county: string, month: string) => `${county}${yearMonth(month)}医疗卫生服务运行简报`
export const yearMonth = (month: string) => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`

/** The brief of a month as its numbers give it, short enough for a page with its table: facts only, in the order a director reads; a section without anything to say is left out. */
export function composeBrief(facts: BriefFacts): Section[] {
  const all = [
    { key: 'run', heading: '运行情况', text: runText(facts.figures) },
    { key: 'changes', heading: '值得注意的变化', text: changesText(newsOf(facts.runs, mostNotable), facts.reasons) },
    { key: 'plans', heading: '方案目标进展', text: plansText(facts.plans) },
    { key: 'next', heading: '下月需要抓紧的事', text: nextText(facts) },
  ]
  return all.filter(({ text }) => text).map((section, i) => ({ ...section, heading: `${ordinals[i]}、${section.heading}` }))
}

function runText(figures: readonly BriefFigure[]): string {
  const of = new Map(figures.map((figure) => [figure.code, figure]))
  return subjects
    .flatMap(({ name, codes }) => {
      const told = codes.flatMap((code) => {
        const figure = of.get(code)
        return (figure && figureSentence(figure, counted[code])) ?? []
      })
      return told.length ? `${name}：${told.join('；')}。` : []
    })
    .join('\n')
}

const changesText = (notable: readonly Notable[], reasons: BriefFacts['reasons']) =>
  notable
    .map(({ figure, usual }) => {
      const { name, unit, value, lastYear } = figure
      const change =
        compared('同比', changeOf(value, lastYear, figure), unit) || `由 ${amount(lastYear ?? 0, unit)} 变为 ${amount(value ?? 0, unit)}`
      return `${name} ${amount(value ?? 0, unit)}，${change}，往月同比多在 ${difference(usual, unit)}左右。${reasons[figure.code] ?? ''}`
    })
    .join('\n')

/** A difference with its sign: +1.2 个百分点, −30 人次. */
const difference = (by: number, unit: MeasureUnit) => {
  const sign = by > 0 ? '+' : by < 0 ? '−' : ''
  if (unit === 'percent') return `${sign}${Math.abs(by).toFixed(1)} 个百分点`
  if (unit === 'permille') return `${sign}${Math.abs(by).toFixed(1)} 个千分点`
  return `${sign}${amount(Math.abs(by), unit)}`
}

/** Plans under way each by itself; of those whose time is over only how they ended. */
function plansText(plans: readonly PlanLine[]): string {
  const ended = plans.filter(({ over }) => over)
  const sum = (count: (plan: PlanLine) => number) => ended.reduce((all, plan) => all + count(plan), 0)
  const lines = plans.filter(({ over }) => !over).map(planText)
  if (ended.length)
    lines.push(
      `期限已过的方案 ${ended.length} 个：已达到 ${sum(({ met }) => met)} 项，未达到 ${sum(({ behind, onWay }) => behind.length + onWay)} 项，暂无数据 ${sum(({ unknown }) => unknown)} 项。`,
    )
  return lines.join('\n')
}

function planText({ name, met, onWay, behind, unknown }: PlanLine): string {
  const total = met + onWay + behind.length + unknown
  const parts = [`已达到 ${met} 项`, `按进度推进 ${onWay} 项`, `落后 ${behind.length} 项`, ...(unknown ? [`暂无数据 ${unknown} 项`] : [])]
  const named = behind
    .slice(0, mostBehind)
    .map(({ name: target, stands, heaviest }) => `${target}${stands}${heaviest.length ? `，主要在${heaviest.join('、')}` : ''}`)
  return `《${name}》${total} 项目标：${parts.join('，')}。${named.length ? `落后较多的：${named.join('；')}。` : ''}`
}

function nextText({ plans, late, lateTasks, month }: BriefFacts): string {
  const first = plans.filter(({ over }) => !over).flatMap(({ behind }) => behind.slice(0, 1))
  const some = (names: readonly string[]) =>
    names.slice(0, mostNames).join('、') + (names.length > mostNames ? ` 等 ${names.length} 家` : '')
  const lines = [
    ...first.map(({ name, heaviest }) => (heaviest.length ? `盯住“${name}”，先从${heaviest.join('、')}做起。` : `盯住“${name}”。`)),
    ...(late.length ? [`${yearMonth(month)}月报尚未报齐：${some(late)}，请尽快补报。`] : []),
    ...(lateTasks.length
      ? [`逾期未完成的任务 ${lateTasks.length} 项：${lateTasks.slice(0, 3).join('；')}${lateTasks.length > 3 ? '等' : ''}。`]
      : []),
  ]
  return lines.map((line, i) => (lines.length > 1 ? `${i + 1}. ${line}` : line)).join('\n')
}
