import { type Grain, periodOfMonth, shift } from '../../kernel/grammar/period.ts'
import type { ListedIndicator, Unit } from '../../ui/contract.ts'
import { startOf } from './periods.ts'

export const grains = ['month', 'quarter', 'year', 'rolling'] as const satisfies readonly Grain[]
export const views = ['trend', 'ranking', 'multiples', 'map'] as const
export type View = (typeof views)[number]
/** Ten years: what a table still has room for. */
const mostMonths = 120
/** Kinds of institutions that are compared with each other. */
export const kinds = ['county', 'township', 'village'] as const
export type Kind = (typeof kinds)[number]
/** At most so many units are compared in one chart. */
export const mostCompared = 6

/** What is asked of an indicator and how it is shown: all of it stands in the address. */
export type Question = {
  grain: Grain
  unit: Unit
  /** Months. */
  from: string
  to: string
  variant: string | undefined
  structure: 'period' | 'today'
  /** Only institutions of this kind. */
  kind: Kind | undefined
  view: View
  /** The period that ranking and map show. */
  at: string
  /** The units compared in the trend; undefined: the page chooses. */
  picks: readonly string[] | undefined
  /** The opened cell. */
  cell: { unit: string; period: string } | undefined
  against: 'lastYear' | 'before'
}

const month = /^(19|20)\d\d-(0[1-9]|1[0-2])$/
const oneOf = <T extends string>(all: readonly T[], value: string | null): T | undefined => all.find((one) => one === value)

/** The question of an address; what it does not say, or says wrongly, is as usual: months of institutions, until the newest. */
export function questionOf(asked: URLSearchParams, indicator: Pick<ListedIndicator, 'units' | 'variants'>, newest: string): Question {
  const grain = oneOf(grains, asked.get('grain')) ?? 'month'
  const given = (name: string) => (month.test(asked.get(name) ?? '') ? asked.get(name)! : undefined)
  const to = given('to') ?? newest
  const start = given('from') ?? startOf(to, grain)
  const earliest = shift(to, 1 - mostMonths)
  const from = start < earliest ? earliest : start
  const view = oneOf(views, asked.get('view')) ?? 'trend'
  const mapped = view === 'map' && indicator.units.includes('township')
  const unit = mapped ? 'township' : (oneOf(indicator.units, asked.get('unit')) ?? indicator.units[0] ?? 'county')
  const cell = asked.get('cell')?.split('~')
  return {
    grain,
    unit,
    from: from > to ? to : from,
    to,
    variant: indicator.variants?.find(({ name }) => name === asked.get('variant'))?.name,
    structure: asked.get('structure') === 'today' ? 'today' : 'period',
    kind: unit === 'organization' ? oneOf(kinds, asked.get('kind')) : undefined,
    view: view === 'map' && !mapped ? 'trend' : view,
    at: asked.get('at') ?? periodOfMonth(to, grain),
    picks: asked.get('pick')?.split(',').filter(Boolean),
    cell: cell?.[0] && cell[1] ? { unit: cell[0], period: cell[1] } : undefined,
    against: asked.get('against') === 'before' ? 'before' : 'lastYear',
  }
}

/** What a choice makes meaningless: periods of another grain, units of another kind. */
const drops: Readonly<Record<string, readonly string[]>> = {
  grain: ['from', 'at', 'cell'],
  unit: ['pick', 'cell', 'view', 'kind'],
  kind: ['pick'],
  from: ['at', 'cell'],
  to: ['at', 'cell'],
  variant: ['cell'],
  structure: ['pick', 'cell'],
}
/** The address after a choice; undefined takes a word out of it. */
export function choose(asked: URLSearchParams, choices: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const next = new URLSearchParams(asked)
  const names = Object.keys(choices)
  for (const name of names.flatMap((name) => drops[name] ?? [])) if (!(name === 'view' && next.get('view') !== 'map')) next.delete(name)
  for (const [name, value] of Object.entries(choices)) {
    if (value === undefined) next.delete(name)
    else next.set(name, value)
  }
  return next
}
