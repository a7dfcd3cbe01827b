import type { z } from 'zod'
import type { Resource } from '../../fhir/resource.ts'
import type { FigureKey, Frozen } from './frozen.ts'
import type { Indicator } from './measure.ts'
import type { Refusal } from './refusal.ts'
import type { Text } from './texts.ts'

/** Who acts, in whose name. `verbs` comes from the grants of that post; '*' means every verb. */
export type Actor = {
  login: string
  name: string
  practitioner?: string
  organization: string
  roles: readonly string[]
  verbs: readonly string[]
}
/** An instant as ISO 8601 text in UTC. */
export type Instant = string
export type Moment = { now: Instant; actor: Actor; newId: () => string }

/** What every case has besides its own elements. Holds are set and lifted by others; `unless` reads them. */
export type CaseState = { id: string; state: string; holds?: readonly string[] | undefined }

/** What an operation must know beyond its case, as data: perform answers all needs of one kind with one SELECT. */
export type Need =
  | { kind: 'organization'; id: string }
  | { kind: 'practitioner'; id: string }
  | { kind: 'person'; id: string }
  | { kind: 'bound'; id: string }
  | { kind: 'document'; type: string; id: string }
  | { kind: 'slots'; resource: string; of: number }
  | { kind: 'codes'; codes: readonly { system: string; code: string }[] }
  | { kind: 'divisions'; codes: readonly string[] }
  | { kind: 'mapped'; by: Mapping; codes: readonly string[]; day: string }
  | { kind: 'figures'; organization: string; month: string }
  | { kind: 'frozen'; figure: FigureKey }
  | { kind: 'numbers'; codes: readonly string[]; month: string }
  | { kind: 'organizations'; ids: readonly string[] }
  | { kind: 'counties' }
  | { kind: 'holder'; resource: string; type: string }
  | { kind: 'known' }
/** A mapping table of the county: from the codes of `map` to those of the system `to`; what the table lacks is decided under `kind` and `owner`. */
type Mapping = { kind: string; map: string; to: string; owner: string }
export type Needs = Readonly<Record<string, Need>>
/** `office`: it, or what it is a department of, lies directly below the county and is no health institution (it has no class of WS 218): the health bureau, the insurance office. */
export type Organization = {
  id: string
  name: string
  level: string
  type?: string
  parent?: string
  institution?: string
  office?: true
  /** Lies in the county. */
  inside?: boolean
}
/** What the county can count and list: each indicator with its unit and the names of its readings, and the names of the lists. */
export type Known = {
  indicators: ReadonlyMap<string, { unit: string; readings: readonly string[] }>
  lists: ReadonlySet<string>
}
/** An indicator's value of a month in the whole county (or prefecture), of the month before and of the same month a year before. */
export type MonthFigure = Pick<Indicator, 'code' | 'unit' | 'better'> & {
  name: string
  nameEn: string
  value: number | null
  before: number | null
  lastYear: number | null
}
type Answers = {
  organization: Organization | undefined
  practitioner: Resource | undefined
  person: { id: string; patients: readonly Resource[] } | undefined
  /**
   * The person whose id this is, or whose patient: with all patients of his, annulled ones too. `numbers`: the ID numbers that bind to him, each by the id of the person it founds
   * (`bound` is false of one that no decision has moved yet); `founds`: the person each patient would be without a decision.
   */
  bound:
    | {
        id: string
        patients: readonly Resource[]
        numbers: readonly { id: string; bound: boolean }[]
        founds: Readonly<Record<string, string>>
      }
    | undefined
  document: Resource | undefined
  slots: { free: readonly number[] }
  /** The codes of the question that no table of the county knows. */
  codes: { unknown: readonly { system: string; code: string }[] }
  /** What the codes of the question become by the mapping of its local day; those that become nothing are absent. */
  mapped: ReadonlyMap<string, { code: string; name?: string }>
  /** The codes of the question that are no township or village of the county, as far as its table says. */
  divisions: { unknown: readonly string[] }
  /** Every part of every measure group of one organisation and month (YYYY-MM), as `group.part`, at this moment; what has no rows is absent. */
  figures: Readonly<Record<string, number>>
  /** The figure with its rows, kept as of one snapshot. */
  frozen: Frozen
  /** In the order asked; an indicator that the county does not have is absent. */
  numbers: readonly MonthFigure[]
  /** Those of the ids that there are. */
  organizations: ReadonlyMap<string, Organization>
  /** The counties below a prefecture, by their six digits; none below a county. */
  counties: ReadonlyMap<string, string>
  /** The case (a document of `type`) that holds the first slot of a claim. */
  holder: Resource | undefined
  known: Known
}
export type Answered<N extends Needs> = { readonly [K in keyof N]: Answers[N[K]['kind']] }
export const need = {
  organization: (id: string) => ({ kind: 'organization', id }) as const,
  practitioner: (id: string) => ({ kind: 'practitioner', id }) as const,
  person: (id: string) => ({ kind: 'person', id }) as const,
  bound: (id: string) => ({ kind: 'bound', id }) as const,
  document: (type: string, id: string) => ({ kind: 'document', type, id }) as const,
  slots: (resource: string, of: number) => ({ kind: 'slots', resource, of }) as const,
  codes: (codes: readonly { system: string; code: string }[]) => ({ kind: 'codes', codes }) as const,
  mapped: (by: Mapping, codes: readonly string[], day: string) => ({ kind: 'mapped', by, codes, day }) as const,
  divisions: (codes: readonly string[]) => ({ kind: 'divisions', codes }) as const,
  figures: (organization: string, month: string) => ({ kind: 'figures', organization, month }) as const,
  frozen: (figure: FigureKey) => ({ kind: 'frozen', figure }) as const,
  numbers: (codes: readonly string[], month: string) => ({ kind: 'numbers', codes, month }) as const,
  organizations: (ids: readonly string[]) => ({ kind: 'organizations', ids }) as const,
  counties: () => ({ kind: 'counties' }) as const,
  holder: (resource: string, type: string) => ({ kind: 'holder', resource, type }) as const,
  known: () => ({ kind: 'known' }) as const,
}

/** A guarded change of another case: `expect` is the version that was read, or 'new'. */
export type Change = { kind: string; id: string; expect: number | 'new'; to: string; doc: CaseState }
export type ClaimKey = { resource: string; slot: number }
export type Claim = ClaimKey & { holder: string; until?: Instant }
/** A patient, or an ID number, that leaves one person for another; it must still be bound to the first when it is committed. `first`: a number that was never moved. One that stays where it is (`from` is `person`) no longer follows his number. */
export type Rebind = { patient: string; from: string; person: string; first?: true }
export type Event = { name: string; payload?: Readonly<Record<string, string>> }

/** What is to be: the case itself and everything that must become true with it, in one atomic write. */
export type Decision<S> = {
  case: S
  change?: readonly Change[]
  claim?: readonly Claim[]
  release?: readonly ClaimKey[]
  rebind?: readonly Rebind[]
  emit?: readonly Event[]
  /** What the audit entry says besides: who is concerned, nothing clinical. */
  detail?: Readonly<Record<string, unknown>>
}

/** A time limit from the moment the state is entered; when it passes, the sweeper performs `then`. */
export type Within = { name: string; minutes: number; calendar: 'always' | 'work'; then: string }

/** One verb: who may, from which states, with what input, to which state. `decide` is pure. */
export type Operation<S extends CaseState, I extends z.ZodType, N extends Needs> = {
  text: Text
  from: readonly S['state'][]
  to: S['state'] | 'same'
  input: I
  /** Shown before it is done (closing, cancelling): a second key press or click. */
  confirm?: Text
  unless?: readonly string[]
  needs?: (subject: S, input: z.output<I>, actor: Actor) => N
  may?: (actor: Actor, subject: S, needs: Answered<N>) => boolean | Text
  decide: (subject: S, input: z.output<I>, needs: Answered<N>, moment: Moment) => Decision<S> | Refusal
  within?: readonly Within[]
  /** Events of other cases after which this runs, by `system`: the finder names the cases, in SQL over a flat view. */
  after?: Readonly<
    Record<
      string,
      {
        find: (event: { kind: string; case_id: string; payload: Readonly<Record<string, string>> }) => {
          view: string
          where: string
          values: readonly unknown[]
        }
      }
    >
  >
}
export type Start<S extends CaseState, I extends z.ZodType, N extends Needs> = Omit<
  Operation<S, I, N>,
  'from' | 'needs' | 'may' | 'decide' | 'unless' | 'after'
> & {
  from: 'new'
  needs?: (input: z.output<I>, actor: Actor) => N
  may?: (actor: Actor, input: z.output<I>, needs: Answered<N>) => boolean | Text
  decide: (input: z.output<I>, needs: Answered<N>, moment: Moment) => Decision<S> | Refusal
}

/** The verbs of one kind of case. `start` makes one, `move` changes one. */
export function verbsOf<S extends CaseState>() {
  return {
    start: <I extends z.ZodType, const N extends Needs = Record<never, never>>(op: Omit<Start<S, I, N>, 'from'>): Start<S, I, N> => ({
      from: 'new',
      ...op,
    }),
    move: <I extends z.ZodType, const N extends Needs = Record<never, never>>(op: Operation<S, I, N>): Operation<S, I, N> => op,
  }
}

/** Any operation, as the kernel and the rule tests handle it: the capability's own types are checked where it is written. */
export type AnyOperation = {
  text: Text
  from: 'new' | readonly string[]
  to: string
  input: z.ZodType
  confirm?: Text
  unless?: readonly string[]
  within?: readonly Within[]
  after?: Operation<CaseState, z.ZodType, Needs>['after']
  needs?: (...known: never[]) => Needs
  may?: (...known: never[]) => boolean | Text
  decide: (...known: never[]) => Decision<CaseState> | Refusal
}
