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

const decided = (
  { now, actor, newId }: Moment,
  pair: { a: string; b: string },
  said: string,
  moved: readonly Rebind[],
): { case: Identity; rebind: readonly Rebind[]; detail: Record<string, unknown> } => ({
  case: {
    id: newId(),
    state: 'same',
    ...pair,
    moved: [...moved],
    organization: actor.organization,
    decidedAt: now,
    decidedBy: actor.name,
    reason: said,
  },
  rebind: moved,
  detail: { patients: [pair.a, pair.b], ...told(moved) },
})
const told = (moved: readonly Rebind[]) =>
  moved.length
    ? { moved: moved.map(({ patient }) => patient), persons: [...new Set(moved.flatMap(({ from, person }) => [from, person]))] }
    : {}

export const operations = {
  /** Two patients are one person: from now on all patients of both are bound to one; where only one of them has an ID number, to his, so that what comes later with that number joins. */
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
      const moved = a.id === b.id ? [] : goes.patients.map((p) => ({ patient: p.id!, from: goes.id, person: stays.id }))
      return decided(moment, pair, input.reason, moved)
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
      return decided(moment, { a: patientIn(a, input.a), b: patientIn(b, input.b) }, input.reason, [])
    },
  }),
  /** Some patients of a person are somebody else: they become a person of their own. */
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
      const person = moment.newId()
      const moved = goes.map((p) => ({ patient: p.id!, from: a.id, person }))
      return decided(moment, { a: stays[0]!.id!, b: goes[0]!.id! }, said, moved)
    },
  }),
  /** A decision is taken back: who changed hands by it goes back, unless a later decision moved him on. */
  undo: move({
    text: texts.undoIdentity,
    from: ['same', 'different'],
    to: 'undone',
    input: z.object({ reason }),
    confirm: texts.undoIdentity,
    needs: ({ a, b }: Identity, _: unknown, actor: Actor) => both({ a, b }, actor) satisfies Needs,
    may: (_, __, { a, b, here }) => concerns(here, a, b),
    decide: (identity, { reason: said }, { a, b }) => {
      const at = new Map([a, b].flatMap((one) => one?.patients.map((p) => [p.id!, one.id] as const) ?? []))
      const back = identity.moved.map(({ patient, from, person }) => ({ patient, from: person, person: from }))
      if (back.some(({ patient, from }) => at.get(patient) !== from)) return refuse('conflict', texts.decidedSince)
      return {
        case: { ...identity, undone: said },
        rebind: back,
        detail: { patients: [identity.a, identity.b], ...told(back) },
      }
    },
  }),
}
