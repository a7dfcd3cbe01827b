import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Figure } from '../capabilities/filings/shape.ts'
import type { Resource } from '../fhir/resource.ts'
import type { Indicator, MeasureUnit } from '../kernel/grammar/measure.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { library, unitsOf } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { periodOfFigure } from '../kernel/perform/reckoning.ts'
import { lastDay } from '../record/cell-sql.ts'
import type { OrgNode } from '../record/organizations.ts'
import { mustMay } from './access/guard.ts'
import { mustFind } from './indicators.ts'
import { parse } from './refusals.ts'
import { numbersFor } from './without-persons.ts'

const Query = Figure.omit({ code: true }).extend({ of: z.string().min(1).max(64).default('county') })
/** A cell as anybody may see it. */
export type Reported = {
  unit: { id: string; name: string; outside?: true }
  value: number | null
  numerator: number | null
  denominator?: number | null
  partial?: true
  suppressed?: true
}
type Facts = {
  indicator: Indicator
  variant?: string | undefined
  start: string
  end: string
  cell: Reported
  /** What the figure is made up of, and what these are: institutions, or townships of residents. */
  strata: readonly Reported[]
  by: 'organization' | 'township'
  reporter?: OrgNode | undefined
  at: string
}

const terms = 'http://terminology.hl7.org/CodeSystem'
const ucum = 'http://unitsofmeasure.org'
const units: Readonly<Record<MeasureUnit, { system: string; code: string; unit: string }>> = {
  count: { system: ucum, code: '1', unit: '1' },
  ratio: { system: ucum, code: '1', unit: '1' },
  index: { system: ucum, code: '1', unit: '1' },
  percent: { system: ucum, code: '%', unit: '%' },
  permille: { system: ucum, code: '[ppth]', unit: '‰' },
  minutes: { system: ucum, code: 'min', unit: 'min' },
  days: { system: ucum, code: 'd', unit: 'd' },
  yuan: { system: 'urn:iso:std:iso:4217', code: 'CNY', unit: '元' },
}
const masked = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] }

/** The canonical address of an indicator, or of a reading of it. */
const measureOf = ({ code }: Indicator, variant?: string) => `urn:countywide:measure:${[code, variant].filter(Boolean).join(':')}`

/** Numerator, denominator and score. A count is whole and not negative (R4): sums that are not (means, differences) are left to the score. */
function scored({ unit }: Indicator, { value, numerator, denominator, suppressed }: Reported) {
  const population = (code: 'numerator' | 'denominator', count: number | null | undefined) => {
    if (count === undefined || (count !== null && (!Number.isInteger(count) || count < 0))) return []
    return [{ code: { coding: [{ system: `${terms}/measure-population`, code }] }, ...(count === null ? { _count: masked } : { count }) }]
  }
  const all = [...population('numerator', numerator), ...population('denominator', denominator)]
  const score = suppressed ? masked : value === null ? undefined : { value, ...units[unit] }
  return { ...(all.length ? { population: all } : {}), ...(score ? { measureScore: score } : {}) }
}

/** A figure as a FHIR R4 MeasureReport of type `summary`, with its institutions (or townships) as strata. What is suppressed is absent as `masked`. */
export function measureReport({ indicator, variant, start, end, cell, strata, by, reporter, at }: Facts): Resource {
  const [zh, en] = indicator.text
  const stratum = strata.map((one) => ({
    value: {
      coding: [{ system: `urn:countywide:${by}`, code: one.unit.id || 'unknown', display: one.unit.name || one.unit.id || 'unknown' }],
    },
    ...scored(indicator, one),
  }))
  return {
    resourceType: 'MeasureReport',
    status: cell.partial ? 'pending' : 'complete',
    type: 'summary',
    measure: measureOf(indicator, variant),
    date: at,
    reporter: reporter ? { reference: `Organization/${reporter.id}`, display: reporter.name } : { display: cell.unit.name || cell.unit.id },
    period: { start, end },
    ...(indicator.better === 'neither'
      ? {}
      : {
          improvementNotation: {
            coding: [{ system: `${terms}/measure-improvement-notation`, code: indicator.better === 'higher' ? 'increase' : 'decrease' }],
          },
        }),
    group: [
      {
        code: { coding: [{ system: 'urn:countywide:measure', code: indicator.code, display: en }], text: zh },
        ...scored(indicator, cell),
        ...(stratum.length ? { stratifier: [{ code: [{ text: by }], stratum }] } : {}),
      },
    ],
  }
}

export function registerMeasureReports(app: FastifyInstance, house: House) {
  app.get<{ Params: { code: string } }>('/api/indicators/:code/measure-report', async (request, reply) => {
    mustMay(request, 'indicators', 'read')
    const { variant, period, grain, unit, of } = parse(Query, request.query)
    const county = request.session.county.id
    const lib = await library(house, county)
    const indicator = mustFind(lib, request.params.code, variant)
    const { from, end } = periodOfFigure({ period, grain })
    const asked = { from: grain === 'rolling' ? end : from, to: end, grain }
    const ask = async (unit: z.output<typeof Query>['unit']): Promise<Reported[]> => {
      const question = { ...asked, unit }
      const [told = []] = await numbersFor(house, county, [indicator], question, request.session.sees === 'none')
      return told.filter((cell) => cell.period === period)
    }
    const cell = (await ask(unit)).find((one) => one.unit.id === of)
    if (!cell) throw refuse('missing', ['这个期间、这个单位没有数', 'There is no number for this period and unit'])
    const nodes = new Map((await house.record.organizations(county)).map((node) => [node.id, node]))
    const by = unitsOf(indicator, lib.groups).includes('organization') ? 'organization' : 'township'
    const within = (one: Reported) =>
      !one.unit.outside && (unit === 'county' || (unit === 'township' && nodes.get(one.unit.id)?.township?.slice(0, 9) === of))
    const parted = unit === 'county' || (unit === 'township' && by === 'organization')
    const strata = parted && of !== 'outside' ? (await ask(by)).filter(within) : []
    const reporter =
      unit === 'organization' ? nodes.get(of) : unit === 'county' ? [...nodes.values()].find((node) => node.level === 'county') : undefined
    const facts = {
      indicator,
      variant,
      start: `${from}-01`,
      end: lastDay(`${end}-01`),
      cell,
      strata,
      by,
      reporter,
      at: house.clock().toISOString(),
    } as const
    return reply.type('application/fhir+json; charset=utf-8').send(measureReport(facts))
  })
}
