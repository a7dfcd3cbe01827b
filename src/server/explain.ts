import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Contributed, decided, decompose, foremost, type Member, termsOf } from '../kernel/grammar/decompose.ts'
import { type Expression, evaluate } from '../kernel/grammar/expression.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import { earlier, type Period, periodOf, previous } from '../kernel/grammar/period.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { computedOf, isPrefecture, type Library, library, type Unit, unitsOf } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { divisionsOf } from '../record/divisions.ts'
import { localDay } from '../record/local-day.ts'
import { mustMay } from './access/guard.ts'
import { diseaseNames } from './disease-names.ts'
import { dimensionsOf, type Explained, type Question } from './explain-members.ts'
import { type Parts, partsOf, written } from './explain-parts.ts'
import { sentenceOf } from './explain-sentence.ts'
import { mustFind } from './indicators.ts'
import { parse } from './refusals.ts'
import { numbersFor, type Shown } from './without-persons.ts'

const Query = z.object({
  period: z.string().max(10),
  grain: z.enum(['month', 'quarter', 'year', 'rolling']).default('month'),
  unit: z.enum(['organization', 'township', 'county', 'prefecture']).default('county'),
  of: z.string().max(64).optional(),
  against: z.enum(['lastYear', 'before']).default('lastYear'),
  variant: z.string().max(40).optional(),
  /** Also dimensions that take seconds: rows of a whole county whose residence is looked up one by one. */
  deep: z.stringbool().default(false),
})
/** So many members stand by themselves. */
const most = 12
const rest = { id: '*', name: '其他' } as const
const nobody = { id: '', name: '不归任何一项' } as const

/** Why a value is another than a year or a period before: what each institution, disease and township brought to the change, exactly. */
export function registerExplain(app: FastifyInstance, house: House) {
  app.get<{ Params: { code: string } }>('/api/indicators/:code/explain', async (request) => {
    mustMay(request, 'indicators', 'read')
    const { variant, grain, unit, against, period: name, deep, of = unit } = parse(Query, request.query)
    const county = request.session.county.id
    const lib = await library(house, county)
    const indicator = mustFind(lib, request.params.code, variant)
    const now = periodOf(name, grain, localDay(house.clock().toISOString()).slice(0, 7))
    if (!now) throw refuse('invalid', ['没有这个时段', 'No such period'], [{ path: 'period', text: ['没有这个时段', 'No such period'] }])
    const before = against === 'lastYear' ? earlier(now, 12) : previous(now, grain)
    return explained(house, county, indicator, { unit, of, grain, before, now }, { against, deep, shy: request.session.sees === 'none' })
  })
}

/** Why an indicator's value of a unit is another than before. `shy`: for who may not see persons. Without `deep`, dimensions that take seconds are left out. */
export async function explained(
  house: House,
  county: number,
  indicator: Indicator,
  question: Question,
  { against = 'lastYear', deep = false, shy = false }: { against?: 'lastYear' | 'before'; deep?: boolean; shy?: boolean } = {},
) {
  const lib = await library(house, county)
  const [before, after] = await Promise.all([
    cellOf(house, county, indicator, question, question.before, shy),
    cellOf(house, county, indicator, question, question.now, shy),
  ])
  if (shy && question.now.partial) throw refuse('invalid', notOver)
  if (before?.suppressed || after?.suppressed)
    return { from: { value: before?.value ?? null }, to: { value: after?.value ?? null }, change: null, dims: [], sentence: fewTold }
  const [from, to] = [before?.value ?? null, after?.value ?? null]
  const parts = await partsOf(house, county, indicator, lib, question, shy)
  const terms = termsOfIndicator(indicator, lib, parts)
  const whole = { before: sidesOf(before), now: sidesOf(after) }
  const story = { indicator, against, from, to, unnamed: new Set<string>([rest.id, nobody.id]) }
  const answer = { from: { value: from }, to: { value: to }, change: from === null || to === null ? null : to - from }
  if ('why' in terms) {
    return {
      ...answer,
      dims: [],
      parts: [...parts.values()],
      sentence: sentenceOf({ ...story, dims: [], whole: { why: terms.why, parts: [...parts.values()] } }),
    }
  }
  if (answer.change === null) return { ...answer, dims: [], sentence: sentenceOf({ ...story, dims: [] }) }
  const nodes = await house.record.organizations(county)
  const about: Explained = { db: house.record.db, county, lib, nodes, residents: indicator.by === 'residence', terms, ...question }
  const found = isPrefecture(county)
    ? { dims: await byCounty(house, county, indicator, question, shy), left: [] }
    : await dimensionsOf(about, whole, deep)
  const judged = shy ? await hiddenUnits(house, county, indicator, question, lib) : undefined
  const named = await withNames(house, about, found.dims)
  const dims = named.flatMap(({ dim, members }): { dim: string; members: Contributed[] }[] => {
    const contributed = decompose(members, indicator.denominator !== undefined, indicator.scale)
    if (!contributed || (judged && !judged.has(dim))) return []
    return [{ dim, members: foremost(contributed, most, rest, judged?.get(dim)) }]
  })
  return { ...answer, dims, ...(found.left.length ? { left: found.left } : {}), sentence: sentenceOf({ ...story, dims }) }
}

const asked = ({ unit, grain }: Question, { from, to }: Period) => ({ from: grain === 'rolling' ? to : from, to, grain, unit })

/** The value of a period, which may end before it is over. */
async function cellOf(house: House, county: number, indicator: Indicator, question: Question, period: Period, shy: boolean) {
  const [cells = []] = await numbersFor(house, county, [indicator], asked(question, period), shy)
  return cells.find((cell) => cell.unit.id === question.of)
}
const sidesOf = (cell: { numerator: number | null; denominator?: number | null } | undefined) => ({
  n: cell?.numerator ?? 0,
  d: cell?.denominator ?? 0,
})

/** Numerator and denominator as sums of parts, or why they are none. */
function termsOfIndicator(indicator: Indicator, lib: Library, parts: Parts): Explained['terms'] | { why: Text } {
  const { numerator, denominator, formula, refs } = computedOf(indicator)
  if (refs.some((ref) => lib.groups.get(ref.group)?.kind === 'distinct')) return { why: eachOnce }
  /** The same side of an `or` in both periods; if they differ, there is no common sum. */
  const holds = (first: Expression) => {
    const [was, is] = (['before', 'now'] as const).map((when) => Boolean(evaluate(first, (ref) => parts.get(written(ref))?.[when] ?? null)))
    return was === is ? was : undefined
  }
  const sum = (e: Expression) => {
    const one = decided(e, holds)
    return one && termsOf(one)
  }
  const [n, d] = [formula ? undefined : sum(numerator), denominator ? sum(denominator) : []]
  return n && d ? { n, d } : { why: noSum }
}
const eachOnce: Text = [
  '按人去重，同一人可在几处，不能逐个相加；其组成',
  'Each person counts once and may be in several places, so it cannot be taken apart; its parts',
]
const noSum: Text = ['不是简单的和或比，不能逐个拆开；其组成', 'It is no plain sum or ratio and cannot be taken apart; its parts']

const notOver: Text = ['时段还没有结束，您的岗位不能看它的分解', 'The period is not over: your post cannot see it taken apart yet']
const fewTold: Text = [
  '人数少于 5，或能由此推出这样的数，不显示。',
  'Built on fewer than five persons, or would give such a number away: not shown.',
]

/** Dimensions whose members have a number of their own, with those whose number is hidden in either period. Nothing else is told to who may not see persons: no number of theirs would have been judged. */
async function hiddenUnits(house: House, county: number, indicator: Indicator, question: Question, lib: Library) {
  const hidden = new Map<string, ReadonlySet<string>>(isPrefecture(county) ? [['county', new Set()]] : [])
  const below: readonly Unit[] =
    question.unit === 'county' ? ['organization', 'township'] : question.unit === 'township' ? ['organization'] : []
  // without residence, townships here are where people live, and in its numbers where institutions lie
  const told = unitsOf(indicator, lib.groups).filter(
    (one) => below.includes(one) && (one === 'organization' || indicator.by === 'residence'),
  )
  for (const unit of told) {
    const cells = await Promise.all(
      [question.before, question.now].map(async (period) =>
        numbersFor(house, county, [indicator], asked({ ...question, unit }, period), true),
      ),
    )
    hidden.set(unit, new Set(cells.flatMap(([all]) => (all ?? []).flatMap((cell: Shown) => (cell.suppressed ? [cell.unit.id] : [])))))
  }
  return hidden
}

/** A prefecture's number by its counties. */
async function byCounty(house: House, county: number, indicator: Indicator, question: Question, shy: boolean) {
  if (question.unit !== 'prefecture') return []
  const [before, now] = await Promise.all(
    [question.before, question.now].map((period) =>
      numbersFor(house, county, [indicator], asked({ ...question, unit: 'county' }, period), shy),
    ),
  )
  const members = new Map<string, Member>()
  for (const [when, cells] of [
    ['before', before?.[0]],
    ['now', now?.[0]],
  ] as const)
    for (const cell of cells ?? []) {
      const { id, name } = cell.suppressed ? { id: '', name: '' } : cell.unit
      const member = members.get(id) ?? { id, name, before: { n: 0, d: 0 }, now: { n: 0, d: 0 } }
      members.set(id, { ...member, [when]: sidesOf(cell) })
    }
  return [{ dim: 'county', members: [...members.values()] }]
}

/** Institutions and townships by their names, diseases by code and name. */
async function withNames({ record: { db } }: House, { county, nodes }: Explained, dims: readonly { dim: string; members: Member[] }[]) {
  const idsOf = (name: string) => dims.find(({ dim }) => dim === name)?.members.map(({ id }) => id) ?? []
  const [diseases, divisions] = await Promise.all([diseaseNames(db, county, idsOf('disease')), divisionsOf(db, county)])
  const names: Readonly<Record<string, ReadonlyMap<string, string>>> = {
    organization: new Map(nodes.map((node) => [node.id, node.name])),
    township: new Map(divisions.map(({ code, name }) => [code, name])),
    disease: new Map([...diseases].map(([code, name]) => [code, `${code} ${name}`])),
  }
  const nameOf = (dim: string, { id, name }: Member) => (id ? (names[dim]?.get(id) ?? name) : nobody.name)
  return dims.map(({ dim, members }) => ({ dim, members: members.map((member) => ({ ...member, name: nameOf(dim, member) })) }))
}
