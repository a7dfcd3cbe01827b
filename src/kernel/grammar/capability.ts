import type { z } from 'zod'
import type { Resource } from '../../fhir/resource.ts'
import type { Indicator, MeasureGroup } from './measure.ts'
import type { Actor, AnyOperation, CaseState } from './operation.ts'
import type { Text, Texts } from './texts.ts'
import type { List, View } from './view.ts'

export type DocumentKey = { type: string; id: string }

/** A kind of case: its shape, its states, and how it lies in the record as FHIR resources, both directions side by side. */
export type Kind<S extends CaseState> = {
  name: string
  text: Text
  shape: z.ZodType<S>
  states: Readonly<Record<S['state'], { text: Text; final?: true; colour?: 'grey' | 'blue' | 'green' | 'orange' | 'red' }>>
  /** The first document guards the case: its version is the case's version. The others may be absent. */
  documents: (id: string) => readonly [DocumentKey, ...DocumentKey[]]
  toFhir: (subject: S) => readonly Resource[]
  fromFhir: (documents: readonly Resource[]) => S
  /** Patients this case binds to a person when it is made (else the ID number decides). */
  binds?: (subject: S) => readonly { patient: string; person: string }[]
  /** Why an organisation may see a patient from now on (architecture §7). */
  grants?: (subject: S) => readonly { patient: string; organization: string; reason: string }[]
  patient?: (subject: S) => string
}

/** A menu entry: shown to posts whose grants name `verb`, to everybody without one; `where`: only in counties, or only in prefectures. */
export type Page = {
  path: string
  text: Text
  verb?: string
  where?: 'county' | 'prefecture'
  hidden?: true
  page: () => Promise<{ default: () => unknown }>
}

/** A story performed by demo people through the same corridor; the rule tests play it too. `as` is a demo login's role, `stranger` a patient of another person. */
export type Step = { as: string; verb: string; id?: string; input: unknown; expect?: 'refused' }
export type Story = {
  name: string
  steps: (known: { person: string; stranger: string; organization: string; practitioner: string; now: string }) => readonly Step[]
}

/** One kind of case with its verbs and the stories that play them. */
export type Workflow<S extends CaseState = CaseState> = {
  kind: Kind<S>
  operations: Readonly<Record<string, AnyOperation>>
  stories: readonly Story[]
}
/** Any workflow as the kernel handles it: the mapping loses its own type here and nowhere else. */
export type AnyWorkflow = Omit<Workflow, 'kind'> & {
  kind: Omit<Kind<CaseState>, 'toFhir' | 'states' | 'shape' | 'binds' | 'grants' | 'patient'> & {
    binds?: (subject: never) => readonly { patient: string; person: string }[]
    grants?: (subject: never) => readonly { patient: string; organization: string; reason: string }[]
    patient?: (subject: never) => string
    shape: z.ZodType
    states: Readonly<Record<string, { text: Text; final?: true; colour?: string }>>
    toFhir: (subject: never) => readonly Resource[]
  }
}
export const workflowOf =
  <S extends CaseState>() =>
  <const W extends Workflow<S>>(workflow: W): W =>
    workflow

/** Everything the house needs to know of one thing the county can do: one folder, one line in capabilities/index.ts. */
export type Capability = {
  name: string
  text: Text
  workflows: readonly AnyWorkflow[]
  views: readonly View[]
  lists: readonly List[]
  measures: readonly MeasureGroup[]
  indicators: readonly Indicator[]
  /** Numbers that a county defines for itself: how to read one of its documents of `type`. */
  local?: { type: string; numbers: (doc: Resource) => { measures: readonly MeasureGroup[]; indicators: readonly Indicator[] } }
  pages: readonly Page[]
  texts: Texts
}
export const defineCapability = <const C extends Capability>(capability: C): C => capability

/** Grants name verbs as `visit.close`, `visit.*` or `*`. */
export const mayUse = (actor: Pick<Actor, 'verbs'>, kind: string, verb: string) =>
  actor.verbs.some((granted) => granted === '*' || granted === `${kind}.*` || granted === `${kind}.${verb}`)
