import { z } from 'zod'
import {
  type Actor,
  type Answered,
  type Moment,
  type Needs,
  need,
  type Organization,
  type Rebind,
  verbsOf,
} from '../../../kernel/grammar/operation.ts'
import { refuse } from '../../../kernel/grammar/refusal.ts'
import { isPrimaryCare } from '../../../patterns/institutions/ws218.ts'
import { idCardSystem } from '../../../patterns/patient/fhir.ts'
import { texts } from '../texts.ts'
import type { Identity } from './shape.ts'

const { start, move } = verbsOf<Identity>()
const id = z.string().min(1).max(64)
const reason = z.string().trim().min(1).max(1000)
/** Two patients, or the persons they are bound to. */
const Pair = z.object({ a: id, b: id, reason })
type Bound = Answered<Readonly<Record<'a', { kind: 'bound'; id: string }>>>['a']
type Patient = NonNullable<Bound>['patients'][number]

const both = ({ a, b }: { a: string; b: string }, actor: Actor) => ({
  a: need.bound(a),
  b: need.bound(b),
  here: need.organization(actor.organization),
})
const keptBy = (organization: string) => (patient: Patient) =>
  (patient['managingOrganization'] as { reference?: string } | undefined)?.reference === `Organization/${organization}`

/** The county's offices, group and hospitals settle every doubt; primary care (WS 218 B to D) and departments only those of their own patients. */
function concerns(here: Organization | undefined, ...persons: readonly Bound[]): true | typeof texts.notYours {
  const institution = here?.institution ?? here?.id
  const own = institution !== undefined && persons.some((person) => person?.patients.some(keptBy(institution)))
  const wide = here !== undefined && here.level !== 'department' && !isPrimaryCare(here.type ?? '')
  return own || wide ? true : texts.notYours
}

const noSuch = (path: string) => refuse('missing', texts.noPerson, [{ path, text: texts.noPerson }])
const numbered = (person: NonNullable<Bound>) =>
  person.patients.some((p) => (p['identifier'] as { system?: string }[] | undefined)?.some(({ system }) => system === idCardSystem))
/** The patient that was named, or the first of the person that was. */
const patientIn = (person: NonNullable<Bound>, named: string) => person.patients.find((p) => p.id === named)?.id ?? person.patients[0]!.id!

type Person = NonNullable<Bound>
/** Some patients of a person go to another one, with the ID numbers among theirs that `taken` says. */
const moving = (from: Person, patients: readonly Patient[], person: string, taken: (number: string) => boolean) => ({
  moved: patients.map((p) => ({ patient: p.id!, from: from.id, person })),
  numbers: from.numbers
    .filter(({ id }) => taken(id))
    .map(({ id, bound }) => ({ patient: id, from: from.id, person, ...(bound ? {} : { first: true as const }) })),
})
/** Who was looked at and goes nowhere stays where he is, whatever number a later document gives him. */
const staying = (persons: readonly Bound[], { a, b }: { a: string; b: string }, moved: readonly Rebind[]): Rebind[] =>
  persons.flatMap((person) =>
    (person?.patients ?? [])
      .filter(({ id }) => (id === a || id === b) && !moved.some(({ patient }) => patient === id))
      .map(({ id }) => ({ patient: id!, from: person!.id, person: person!.id })),
  )

function decided(
  { now, actor, newId }: Moment,
  pair: { a: string; b: string },
  said: string,
  persons: readonly Person[],
  { moved, numbers }: ReturnType<typeof moving> = { moved: [], numbers: [] },
): { case: Identity; rebind: readonly Rebind[]; detail: Record<string, unknown> } {
  const ids = new Set(numbers.map(({ patient }) => patient))
  const [to] = numbers
  const there = persons.find(({ id }) => id === to?.person)
  return {
    case: {
      id: newId(),
      state: 'same',
      ...pair,
      moved,
      numbers: numbers.map(({ patient, from, person }) => ({ patient, from, person })),
      stood: there ? there.patients.flatMap(({ id }) => (ids.has(there.founds[id!]!) ? [id!] : [])) : [],
      organization: actor.organization,
      decidedAt: now,
      decidedBy: actor.name,
      reason: said,
    },
    rebind: [...moved, ...numbers, ...staying(persons, pair, moved)],
    detail: { patients: [pair.a, pair.b], ...told(moved) },
  }
}
/** Who changed hands, as the audit names him. */
const told = (moved: readonly Rebind[]) =>
  moved.length
    ? { moved: moved.map(({ patient }) => patient), persons: [...new Set(moved.flatMap(({ from, person }) => [from, person]))] }
    : {}

export const operations = {
  /** Two patients are one person: from now on all patients of both are bound to one, and so is whoever comes with an ID number of either. */
  merge: start({
    text: texts.merge,
    to: 'same',
    input: Pair,
    confirm: texts.confirmMerge,
    needs: both,
    may: (_, __, { a, b, here }) => concerns(here, a, b),
    decide: (input, { a, b }, moment) => {
      if (!a || !b) return noSuch(a ? 'b' : 'a')
      const pair = { a: patientIn(a, input.a), b: patientIn(b, input.b) }
      if (pair.a === pair.b) return refuse('invalid', texts.samePatient, [{ path: 'b', text: texts.samePatient }])
      const [stays, goes] = numbered(b) && !numbered(a) ? [b, a] : [a, b]
      if (a.id === b.id) return decided(moment, pair, input.reason, [a])
      return decided(
        moment,
        pair,
        input.reason,
        [a, b],
        moving(goes, goes.patients, stays.id, () => true),
      )
    },
  }),
  /** Two patients are two people, and are so in the record already. */
  distinguish: start({
    text: texts.distinguish,
    to: 'different',
    input: Pair,
    needs: both,
    may: (_, __, { a, b, here }) => concerns(here, a, b),
    decide: (input, { a, b }, moment) => {
      if (!a || !b) return noSuch(a ? 'b' : 'a')
      if (a.id === b.id) return refuse('conflict', texts.onePerson)
      return decided(moment, { a: patientIn(a, input.a), b: patientIn(b, input.b) }, input.reason, [a, b])
    },
  }),
  /** Some patients of a person are somebody else: they become a person of their own, with the ID numbers that nobody else of him has. */
  part: start({
    text: texts.part,
    to: 'different',
    input: z.object({ patients: z.array(id).min(1).max(200), reason }),
    confirm: texts.confirmPart,
    needs: ({ patients }, actor) => ({ a: need.bound(patients[0]!), here: need.organization(actor.organization) }),
    may: (_, __, { a, here }) => concerns(here, a),
    decide: ({ patients, reason: said }, { a }, moment) => {
      const leave = new Set(patients)
      const [goes, stays] = [a?.patients.filter((p) => leave.has(p.id!)) ?? [], a?.patients.filter((p) => !leave.has(p.id!)) ?? []]
      if (!a || goes.length !== leave.size) return noSuch('patients')
      if (!stays.length) return refuse('invalid', texts.nobodyStays, [{ path: 'patients', text: texts.nobodyStays }])
      const [kept, away] = leave.has(a.id) ? [goes, stays] : [stays, goes] // whoever gave the person his id keeps it
      const has = (some: readonly Patient[]) => (number: string) => some.some((p) => a.founds[p.id!] === number)
      const theirs = moving(a, away, moment.newId(), (number) => has(away)(number) && !has(kept)(number))
      return decided(moment, { a: stays[0]!.id!, b: goes[0]!.id! }, said, [a], theirs)
    },
  }),
  /** A decision is taken back: who changed hands by it goes back, unless a later decision moved him on, and so does who came since with an ID number that did. */
  undo: move({
    text: texts.undoIdentity,
    from: ['same', 'different'],
    to: 'undone',
    input: z.object({ reason }),
    confirm: texts.undoIdentity,
    needs: ({ a, b }: Identity, _: unknown, actor: Actor) => both({ a, b }, actor) satisfies Needs,
    may: (_, __, { a, b, here }) => concerns(here, a, b),
    decide: (identity, { reason: said }, { a, b }) => {
      const persons = [a, b].flatMap((one) => one ?? [])
      const at = new Map(persons.flatMap(({ id, patients, numbers }) => [...patients, ...numbers].map((one) => [one.id!, id] as const)))
      const [back, numbers] = [identity.moved, identity.numbers].map((all) =>
        all.map(({ patient, from, person }) => ({ patient, from: person, person: from })),
      ) as [Rebind[], Rebind[]]
      if ([...back, ...numbers].some(({ patient, from }) => at.get(patient) !== from)) return refuse('conflict', texts.decidedSince)
      const there = new Set([...identity.stood, ...back.map(({ patient }) => patient)])
      const homes = new Map(numbers.map(({ patient, person }) => [patient, person]))
      for (const { id, patients, founds } of new Map(persons.map((one) => [one.id, one])).values())
        for (const patient of patients.map((p) => p.id!)) {
          const person = homes.get(founds[patient]!)
          if (person && id === numbers[0]!.from && !there.has(patient)) back.push({ patient, from: id, person })
        }
      return {
        case: { ...identity, undone: said },
        rebind: [...back, ...numbers],
        detail: { patients: [identity.a, identity.b], ...told(back) },
      }
    },
  }),
}
