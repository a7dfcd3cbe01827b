import type { Member, Term } from '../kernel/grammar/decompose.ts'
import type { MeasureGroup } from '../kernel/grammar/measure.ts'
import { type Grain, type Period, shift, span } from '../kernel/grammar/period.ts'
import type { Library, Unit } from '../kernel/perform/library.ts'
import { counts } from '../kernel/perform/selectors.ts'
import type { Db } from '../record/db.ts'
import { dimensionSums, memberMonths } from '../record/members.ts'
import type { OrgNode } from '../record/organizations.ts'
import type { RowsAsked } from '../record/rows.ts'

/** Which value, and the periods that are compared. */
export type Question = { unit: Unit; of: string; grain: Grain; before: Period; now: Period }
/** What is explained: a number of a unit, told by where institutions lie or where people live, as sums of parts. */
export type Explained = Question & {
  db: Db
  county: number
  lib: Library
  nodes: readonly OrgNode[]
  residents: boolean
  terms: { n: readonly Term[]; d: readonly Term[] }
}
type Sums = ReadonlyMap<string, number>
/** A part by member in a period; undefined where the group does not know the dimension. */
type Read = (term: Term, period: Period) => Promise<Sums | undefined>

const groupOf = ({ lib }: Explained, { ref }: Term) => lib.groups.get(ref.group)!
const livesSomewhere = ({ residents }: Explained, group: MeasureGroup) => residents || group.nowhere === true

/** Keys of the organisations whose rows the number counts; undefined: of any. */
function scopeOf(about: Explained, term: Term): number[] | undefined {
  const { nodes, unit, of } = about
  const group = groupOf(about, term)
  const chosen = (node: OrgNode) => !term.ref.selectors.length || counts(node, term.ref.selectors)
  if (livesSomewhere(about, group)) return term.ref.selectors.length ? nodes.filter(chosen).map((n) => n.key) : undefined
  const apart = (node: OrgNode) => !node.inside && group.outside !== 'counted'
  const here = (node: OrgNode) => {
    if (of === 'outside') return apart(node)
    if (unit === 'organization') return node.id === of
    return !apart(node) && (unit === 'county' || node.township?.slice(0, 9) === of)
  }
  const keys = nodes.filter((node) => chosen(node) && here(node)).map((n) => n.key)
  return unit === 'county' && of === 'county' && !term.ref.selectors.length ? [...keys, 0] : keys // rows that name no institution
}
const townshipOf = (about: Explained, term: Term) =>
  livesSomewhere(about, groupOf(about, term)) && about.unit === 'township' ? about.of : undefined

/** From cells, by institution or township: months taken as the reference says, a mean over the months in which anybody has anything. */
const fromCells =
  (about: Explained, by: 'organization' | 'township', nameOf: (member: string, group: MeasureGroup) => string): Read =>
  async (term, period) => {
    const group = groupOf(about, term)
    const { ref } = term
    const [from, to] = [shift(period.from, -ref.back), shift(period.to, -ref.back)]
    const kept = by === 'township' && group.residence !== undefined
    const rows = await memberMonths(about.db, about.county, {
      ...{ group, part: ref.part, from: `${from}-01`, to: `${to}-01`, by: kept ? 'township' : 'organization' },
      ...{
        orgs: scopeOf(about, term),
        residents: livesSomewhere(about, group) && group.residence !== undefined,
        township: townshipOf(about, term),
      },
    })
    const told = [...new Set(rows.map(({ period: month }) => month.slice(0, 7)))].sort()
    const middle = shift(from, Math.ceil(span(from, to) / 2) - 1)
    const only =
      ref.taking === 'mid'
        ? middle
        : ref.taking === 'avg'
          ? undefined
          : group.kind === 'stock'
            ? to
            : ref.taking === 'end'
              ? told.at(-1)
              : undefined
    const sums = new Map<string, number>()
    for (const { period: month, member, n } of rows) {
      if (only && month.slice(0, 7) !== only) continue
      const id = nameOf(member, kept ? { ...group, nowhere: true } : group)
      sums.set(id, (sums.get(id) ?? 0) + (ref.taking === 'avg' ? n / told.length : n))
    }
    return sums
  }

/** The months whose rows make a part, undefined for what is not taken from rows: a mean, the end of a flow. */
function windowOf({ ref }: Term, group: MeasureGroup, period: Period): { from: string; to: string } | undefined {
  if (ref.taking === 'avg' || (ref.taking !== 'own' && group.kind !== 'stock')) return undefined
  const [from, to] = [shift(period.from, -ref.back), shift(period.to, -ref.back)]
  return { from, to: ref.taking === 'mid' ? shift(from, Math.ceil(span(from, to) / 2) - 1) : to }
}

/** The rows of a part in months. */
function rowsOfTerm(about: Explained, term: Term, months: { from: string; to: string }, member: string): RowsAsked {
  const group = groupOf(about, term)
  const residents = livesSomewhere(about, group)
  const needed = residents ? group : withoutResidence(group, member)
  return { group: needed, part: term.ref.part, ...months, orgs: scopeOf(about, term), residents, township: townshipOf(about, term) }
}
/** Who lived where is not looked up where nothing asks for it. */
function withoutResidence(group: MeasureGroup, member: string): MeasureGroup {
  const { residence: _, ...plain } = group
  return /\b[dp]\./.test(JSON.stringify([group.where, group.parts, group.join, member])) ? group : plain
}

/** From the rows, by a dimension of the group. */
const fromRows =
  (about: Explained, dim: string): Read =>
  async (term, period) => {
    const group = groupOf(about, term)
    const sql = group.dims?.[dim]
    const months = windowOf(term, group, period)
    if (!sql || !months) return undefined
    const rows = await dimensionSums(about.db, about.county, rowsOfTerm(about, term, months, sql), sql)
    return new Map(rows.map(({ member, n }) => [member, n]))
  }

const keyed = ({ nodes }: Explained) => new Map(nodes.map((node) => [String(node.key), node]))
/** Members of a dimension with their parts of numerator and denominator in both periods; what belongs to none of them (`''`) makes up the whole. */
async function membersBy(about: Explained, read: Read, whole: Pick<Member, 'before' | 'now'>): Promise<Member[] | undefined> {
  const members = new Map<string, Member>()
  const at = (id: string) => {
    const found = members.get(id) ?? { id, name: id, before: { n: 0, d: 0 }, now: { n: 0, d: 0 } }
    members.set(id, found)
    return found
  }
  let divided = false
  const tasks = (['n', 'd'] as const).flatMap((side) =>
    about.terms[side].flatMap((term) => (['before', 'now'] as const).map((when) => ({ side, term, when }))),
  )
  const sums = await Promise.all(tasks.map(({ term, when }) => read(term, about[when])))
  for (const [i, { side, term, when }] of tasks.entries())
    for (const [id, n] of sums[i] ?? []) {
      divided ||= side === 'n' && id !== ''
      at(id)[when][side] += term.factor * n
    }
  if (!divided) return undefined
  const rest = at('')
  for (const when of ['before', 'now'] as const)
    for (const side of ['n', 'd'] as const) {
      const known = [...members.values()].reduce((sum, member) => sum + member[when][side], 0)
      const missing = whole[when][side] - known
      if (Math.abs(missing) > 1e-6 * Math.max(1, Math.abs(whole[when][side]))) rest[when][side] += missing
    }
  return [...members.values()].filter(({ before, now }) => before.n || before.d || now.n || now.d)
}

/** Every dimension that says anything of the number: institutions, townships, and the dimensions of its groups; and those left out because they take long (`deep`: none). */
export async function dimensionsOf(
  about: Explained,
  whole: Pick<Member, 'before' | 'now'>,
  deep: boolean,
): Promise<{ dims: { dim: string; members: Member[] }[]; left: string[] }> {
  const byKey = keyed(about)
  const orgOf = (member: string) => byKey.get(member)?.id ?? ''
  const townOf = (member: string, { nowhere }: MeasureGroup) => (nowhere ? member : (byKey.get(member)?.township?.slice(0, 9) ?? ''))
  const all = [...new Set(about.terms.n.flatMap((term) => Object.keys(groupOf(about, term).dims ?? {})))]
  const left = deep || !(await isHeavy(about)) ? [] : all
  const dims = left.length ? [] : all
  const lives = about.terms.n.some((term) => groupOf(about, term).residence !== undefined)
  const reads: (readonly [string, Read])[] = [
    ...(about.unit === 'organization' ? [] : [['organization', fromCells(about, 'organization', orgOf)] as const]),
    ...[...dims].map((dim) => [dim, fromRows(about, dim)] as const),
    ...(about.unit === 'county' || (about.unit === 'organization' && lives)
      ? [['township', fromCells(about, 'township', townOf)] as const]
      : []),
  ]
  const found = await Promise.all(reads.map(async ([dim, read]) => ({ dim, members: await membersBy(about, read, whole) })))
  return { dims: found.flatMap(({ dim, members }) => (members && members.length > 1 ? [{ dim, members }] : [])), left }
}

/** So many rows whose residence must be looked up one by one take longer than a reader waits; they are taken apart only when asked for. */
const many = 150_000
async function isHeavy(about: Explained): Promise<boolean> {
  const groups = new Map([...about.terms.n, ...about.terms.d].map((term) => [term.ref.group, groupOf(about, term)] as const))
  for (const group of groups.values()) {
    const counted = Object.entries(group.parts).find(([, { add }]) => !add)?.[0]
    if (!about.residents || group.residence !== true || group.kind === 'stock' || !counted) continue
    const months = await memberMonths(about.db, about.county, {
      ...{ group, part: counted, from: `${about.now.from}-01`, to: `${about.now.to}-01`, by: 'organization' },
    })
    if (months.reduce((sum, { n }) => sum + n, 0) > many) return true
  }
  return false
}
