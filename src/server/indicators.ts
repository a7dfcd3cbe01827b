import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Indicator, readingOf } from '../kernel/grammar/measure.ts'
import { shift } from '../kernel/grammar/period.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { computedOf, isPrefecture, type Library, library, unitsOf } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { remembered } from '../kernel/perform/remembered.ts'
import { localDay } from '../record/local-day.ts'
import { mustMay } from './access/guard.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import { formulaText, partText } from './formula-text.ts'
import { parse } from './refusals.ts'
import { numbersLately } from './without-persons.ts'

export const month = z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/)
export const Asked = z
  .object({
    from: month,
    to: month,
    grain: z.enum(['month', 'quarter', 'year', 'rolling']).default('month'),
    unit: z.enum(['organization', 'township', 'county', 'prefecture']).default('organization'),
    variant: z.string().max(40).optional(),
    structure: z.enum(['period', 'today']).default('period'),
  })
  .refine(({ from, to }) => from <= to && shift(from, 240) > to, {
    path: ['from'],
    message: '起止月份应从前到后，不超过二十年 | From an earlier month to a later one, twenty years at most',
  })

/** The indicator in the reading asked for. @throws Refusal 'missing' */
export function mustFind({ indicators }: Library, code: string, variant?: string): Indicator {
  const found = indicators.get(code)
  const reading = found && readingOf(found, variant)
  if (!reading)
    throw refuse('missing', found ? ['这个指标没有这种口径', 'No such reading of the indicator'] : ['没有这个指标', 'No such indicator'])
  return reading
}

/** An indicator with what the explorer needs to know of it: its units, its formula in words, and what each of its parts opens onto. */
export function described(indicator: Indicator, lib: Library, county: number) {
  const { numerator, denominator, refs } = computedOf(indicator)
  const sides = { numerator, denominator }
  return {
    ...indicator,
    units: isPrefecture(county) ? (['county', 'prefecture'] as const) : unitsOf(indicator, lib.groups),
    formulaText: formulaText(indicator, lib),
    parts: refs.map((ref) => ({
      ref: `${ref.group}.${ref.part}${ref.selectors.length ? `@${ref.selectors.join('.')}` : ''}`,
      side: JSON.stringify(sides.denominator ?? null).includes(JSON.stringify(ref)) ? 'denominator' : 'numerator',
      text: partText(ref, lib),
      list: lib.groups.get(ref.group)!.list,
      back: ref.back,
    })),
  }
}

/** The coverage of a number whose every row changes a version of cells (a flow's) is looked up once for each. */
async function coverageKept(house: House, county: number, indicator: Indicator, lib: Library): Promise<Coverage> {
  const group = lib.groups.get(computedOf(indicator).refs[0]?.group ?? '')
  const look = () => coverageOf(house, county, indicator, lib)
  if (!group || isPrefecture(county) || (group.kind ?? 'flow') !== 'flow') return look()
  const today = localDay(house.clock().toISOString())
  const nodes = await house.record.organizations(county)
  const versions = await house.record.shared.cells(county, [...lib.groups.values()], today)
  const key = JSON.stringify(['coverage', county, group.name, indicator.by, indicator.unseen, today])
  return remembered(nodes, key, look, ({ units }) => 4 * units.length, versions[group.name])
}

export function registerIndicators(app: FastifyInstance, house: House) {
  app.get('/api/indicators', async (request) => {
    mustMay(request, 'indicators', 'read')
    const lib = await library(house, request.session.county.id)
    return { indicators: [...lib.indicators.values()].map((indicator) => described(indicator, lib, request.session.county.id)) }
  })
  app.get('/api/indicators/overview', async (request) => {
    mustMay(request, 'indicators', 'read')
    const { to } = parse(z.object({ to: month }), request.query)
    const county = request.session.county.id
    const lib = await library(house, county)
    const indicators = [...lib.indicators.values()]
    const unit = isPrefecture(county) ? 'prefecture' : 'county'
    const shy = request.session.sees === 'none'
    const all = await numbersLately(house, county, indicators, { from: shift(to, -12), to, grain: 'month', unit }, shy)
    const months = Array.from({ length: 13 }, (_, i) => shift(to, i - 12))
    return {
      period: to,
      values: indicators.map(({ code }, i) => {
        const cells = new Map(all[i]!.filter((cell) => cell.unit.id === unit).map((cell) => [cell.period, cell]))
        const last = cells.get(to)
        const few = last?.suppressed ? { suppressed: true as const } : {}
        return {
          code,
          value: last?.value ?? null,
          lastYear: last?.lastYear ?? null,
          series: months.map((m) => cells.get(m)?.value ?? null),
          ...few,
        }
      }),
    }
  })
  app.get<{ Params: { code: string } }>('/api/indicators/:code', async (request) => {
    mustMay(request, 'indicators', 'read')
    const { variant, ...question } = parse(Asked, request.query)
    const county = request.session.county.id
    const lib = await library(house, county)
    const indicator = mustFind(lib, request.params.code, variant)
    return {
      indicator: described(indicator, lib, county),
      cells: (await numbersLately(house, county, [indicator], question, request.session.sees === 'none'))[0]!,
      coverage: await coverageKept(house, county, indicator, lib),
    }
  })
}
