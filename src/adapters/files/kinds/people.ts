import { idCardClaim } from '../../../capabilities/organisations/claims.ts'
import { fromFhir, personOfPost, toFhir } from '../../../capabilities/organisations/practitioner/fhir.ts'
import { mostPosts, nextNumber, type Post, type Practitioner } from '../../../capabilities/organisations/practitioner/shape.ts'
import { readIdCard } from '../../../fhir/china/id-card.ts'
import type { Resource } from '../../../fhir/resource.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { documentsOfType } from '../../../record/read.ts'
import type { RecordStore } from '../../../record/record.ts'
import type { Draft, ReadContext } from '../kind.ts'
import { differences, keptByHand, over } from './directory.ts'
import { postFor } from './post-match.ts'

/** What a row says of somebody and one of his posts. */
export type Entry = {
  idCard: string
  name: string
  details: Partial<Pick<Practitioner, 'licence' | 'licenceScope' | 'education' | 'phone'>>
  post: Omit<Post, 'role'>
  /** The role a new post gets; a post that is there keeps its own. */
  role: string
}
/** What stands against an entry; the kind knows which of its columns is meant. */
export type EntryProblem = readonly [field: keyof Post | keyof Entry['details'] | 'name' | 'idCard', rule: string, message: Text]
/** A person as the record has it. `kept`: somebody has worked on the person's own document here; `keptPosts`: on that of the nth post. */
export type KnownPerson = { person: Practitioner; kept: boolean; keptPosts: readonly boolean[] }
export type People = {
  hear: (entry: Entry) => void
  take: (entry: Entry, context: ReadContext) => { drafts: readonly Draft[]; problems: readonly EntryProblem[] }
}

const text = {
  name: [
    '这个证件号码已登记为另一姓名，请核对是否填错人',
    'Somebody of another name has this ID number: check whether it is the same person',
  ],
  left: ['该人员已登记离岗：请先在人员页办理返岗', 'This person has left by the directory: let him come back there first'],
  open: ['同一人在同一机构的任职时间重叠', 'Overlaps another row of the same person at the same institution'],
  many: ['岗位数已达上限', 'No room for another post'],
} as const satisfies Readonly<Record<string, Text>>

/** Everybody whom the directory knows by an ID number. */
export async function openPeople({ db }: Pick<RecordStore, 'db'>, county: number): Promise<People> {
  const roles = new Map<string, { resource: Resource; kept: boolean }[]>()
  for (const { id, doc, kept } of await documentsOfType(db, county, 'PractitionerRole')) {
    const person = personOfPost(id)
    roles.set(person, [...(roles.get(person) ?? []), { resource: JSON.parse(doc) as Resource, kept }])
  }
  const number = (id: string) => Number(/\d+$/.exec(id)?.[0] ?? 0)
  const known = (await documentsOfType(db, county, 'Practitioner')).map(({ id, doc, kept }): KnownPerson => {
    const own = (roles.get(id) ?? []).sort((a, b) => number(a.resource.id!) - number(b.resource.id!))
    return {
      person: fromFhir([JSON.parse(doc) as Resource, ...own.map(({ resource }) => resource)]),
      kept,
      keptPosts: own.map((role) => role.kept),
    }
  })
  return peopleOf(known)
}

type Settled = { person: Practitioner; taken: ReadonlyMap<string, { post: number } | EntryProblem>; known: KnownPerson | undefined }
const keyOf = ({ post, name }: Entry) => [post.organization, post.home ?? '', post.from, name].join('|')

/**
 * One Practitioner a person, however many rows and files name him, and one PractitionerRole a post, numbered in the file's order after those that are there. All rows of a
 * person are settled together, so that each of them gives the same Practitioner.
 */
export function peopleOf(known: readonly KnownPerson[]): People {
  const byCard = new Map(known.flatMap((k) => (k.person.idCard ? [[k.person.idCard, k] as const] : [])))
  const entries = new Map<string, Entry[]>()
  const settled = new Map<string, Settled>()
  const hear = (entry: Entry) => {
    const all = entries.get(entry.idCard)
    if (all) all.push(entry)
    else entries.set(entry.idCard, [entry])
  }
  return {
    hear,
    take(entry, context) {
      const key = keyOf(entry)
      if (!entries.get(entry.idCard)?.some((one) => keyOf(one) === key)) hear(entry)
      const now = settled.get(entry.idCard) ?? settle(entries.get(entry.idCard)!, byCard.get(entry.idCard), context)
      settled.set(entry.idCard, now)
      const taken = now.taken.get(key)!
      return 'post' in taken ? { drafts: draftsOf(now, taken.post), problems: [] } : { drafts: [], problems: [taken] }
    },
  }
}

function settle([first, ...rest]: readonly Entry[], known: KnownPerson | undefined, context: ReadContext): Settled {
  const all = [first!, ...rest]
  let person = known?.person ?? newPerson(first!, context)
  const taken = new Map<string, { post: number } | EntryProblem>()
  const used = new Set<number>()
  let named = known?.kept ? known.person.name : undefined
  for (const entry of all) {
    const key = keyOf(entry)
    if (taken.has(key)) continue // the same row again: the runner refuses it
    const at = postFor(person.posts, entry.post, used)
    // A name is corrected only by an institution that has the person already; the first row of a file says what it is.
    named ??= !known || at.post !== undefined ? entry.name : known.person.name
    const problem = against(entry, person, named, at, known)
    if (problem) {
      taken.set(key, problem)
      continue
    }
    const n = at.post ?? person.posts.length
    const old = person.posts[n]
    const post: Post = old ? over<Post>(old, entry.post) : { ...entry.post, role: entry.role, ...nextNumber(person.posts).said }
    const difference = old && known?.keptPosts[n] ? differences(old, post)[0] : undefined
    if (difference) {
      taken.set(key, [difference, 'kept', keptByHand])
      continue
    }
    used.add(n)
    taken.set(key, { post: n })
    const said = known?.kept ? {} : { name: named, ...entry.details }
    person = { ...(used.size === 1 ? over(person, said) : { ...said, ...person }), posts: person.posts.toSpliced(n, 1, post) }
  }
  return { person: known?.kept ? person : dated(person, context.today), taken, known }
}

type Match = ReturnType<typeof postFor>
/** Why an entry cannot go in. */
function against(entry: Entry, person: Practitioner, named: string, at: Match, known: KnownPerson | undefined): EntryProblem | undefined {
  if (entry.name !== named) return ['name', 'other-name', text.name]
  if (at.overlaps) return ['from', 'overlap', text.open]
  if (at.post === undefined && nextNumber(person.posts).next > mostPosts) return ['organization', 'posts', text.many]
  if (!known?.kept) return undefined
  if (known.person.state === 'left' && entry.post.to === undefined) return ['idCard', 'left', text.left]
  const differing = Object.entries(entry.details).find(([name, value]) => {
    const has = known.person[name as keyof Entry['details']]
    return value !== undefined && has !== undefined && has !== value
  })
  return differing && [differing[0] as keyof Entry['details'], 'kept', keptByHand]
}

/** Somebody whom nobody has registered yet: sex and birth are those of the ID number. */
function newPerson({ idCard, name }: Entry, context: ReadContext): Practitioner {
  const card = readIdCard(idCard, context.today)
  const id = context.id('', 'Practitioner', idCard)
  return {
    id,
    state: 'active',
    name,
    sex: card.ok ? card.sex : 'unknown',
    ...(card.ok ? { birthDate: card.birthDate } : {}),
    idCard,
    posts: [],
  }
}

/** At work as long as a post lasts; who has none has left with the last one. */
function dated({ leftOn: _, ...person }: Practitioner, today: string): Practitioner {
  const ends = person.posts.map(({ to }) => to ?? '9999-12-31').sort()
  const last = ends.at(-1) ?? '9999-12-31'
  return last < today ? { ...person, state: 'left', leftOn: last } : { ...person, state: 'active' }
}

/** The post's own document first; the person's, unless it is kept by hand, with the claim of the ID number. */
function draftsOf({ person, known }: Settled, n: number): Draft[] {
  const [main, ...roles] = toFhir(person)
  const owner = 'practitioner'
  const post = { resource: roles[n]!, owner }
  return known?.kept ? [post] : [post, { resource: main!, owner, claims: [idCardClaim(person.idCard!)] }]
}
