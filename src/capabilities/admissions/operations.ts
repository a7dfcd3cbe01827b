import { z } from 'zod'
import { type Actor, type Answered, need, verbsOf } from '../../kernel/grammar/operation.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { insuranceMappings } from '../../patterns/codes/systems.ts'
import { fromFhir } from '../../patterns/patient/fhir.ts'
import { faultsOf } from './checks.ts'
import { type Admission, Page, type Said } from './shape.ts'
import { texts } from './texts.ts'

const { start, move } = verbsOf<Admission>()
const Reason = z.object({ reason: z.string().trim().min(1).max(1000) })
const Recording = Page.extend({ person: z.string().min(1), staff: Page.shape.staff.default({}), details: Page.shape.details.default({}) })
type Recorded = z.output<typeof Recording>
const here = (actor: Actor, admission: Admission) => actor.organization === admission.organization || texts.notHere
const without = ({ person: _, ...page }: Recorded) => page
/** Instants with the local offset, as files give them; days stay days. */
const local = (at: string) => (at.length > 10 ? `${new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00` : at)
/** Diagnoses and operations that are coded by the national table; what the sender says the insurance calls them stands. */
const toMap = (all: readonly (Said | undefined)[]) =>
  all.flatMap((one) => (one?.coded && !one.coded.local && !one.coded.insurance ? [one.coded.code] : []))
const people = (input: Recorded) => {
  const { diagnosis, operation } = insuranceMappings
  // the insurance settles the stay on this day
  const day = local(input.dischargedAt).slice(0, 10)
  return {
    person: need.person(input.person),
    diseases: need.mapped(diagnosis, toMap([...input.diagnoses, input.externalCause, input.outpatientDiagnosis]), day),
    procedures: need.mapped(operation, toMap(input.operations), day),
  }
}
type Insured = Answered<ReturnType<typeof people>>['diseases']
/** What the insurance calls it beside its code, where the county's mapping knows. */
const insured = <S extends Said>(one: S, by: Insured): S => {
  const insurance = one.coded && !one.coded.local && !one.coded.insurance ? by.get(one.coded.code) : undefined
  return insurance ? { ...one, coded: { ...one.coded, insurance } } : one
}

export const operations = {
  /** A front page sent by the hospital's system when the patient leaves, instead of in a file later: held against the same checks. */
  record: start({
    text: texts.record,
    to: 'finished',
    input: Recording,
    needs: people,
    decide(input, { person, diseases, procedures }: Answered<ReturnType<typeof people>>, { now, actor, newId }) {
      const known = person?.patients[0]
      if (!person || !known) return refuse('missing', texts.noPatient, [{ path: 'person', text: texts.noPatient }])
      const own = person.patients.find(
        (p) => (p['managingOrganization'] as { reference?: string } | undefined)?.reference === `Organization/${actor.organization}`,
      )
      const resident = fromFhir([own ?? known])
      const page: Page = {
        ...without(input),
        admittedAt: local(input.admittedAt),
        dischargedAt: local(input.dischargedAt),
        diagnoses: input.diagnoses.map((d) => insured(d, diseases)),
        ...(input.externalCause ? { externalCause: insured(input.externalCause, diseases) } : {}),
        ...(input.outpatientDiagnosis ? { outpatientDiagnosis: insured(input.outpatientDiagnosis, diseases) } : {}),
        operations: input.operations.map((o) => insured(o.at ? { ...o, at: local(o.at) } : o, procedures)),
      }
      const faults = faultsOf(page, resident, { now: local(now) })
      if (faults.length)
        return refuse(
          'invalid',
          texts.faulty,
          faults.map(({ path, text }) => ({ path, text })),
        )
      const admission: Admission = {
        ...page,
        id: newId(),
        state: 'finished',
        patient: own?.id ?? newId(),
        organization: actor.organization,
      }
      if (own) return { case: admission }
      const copy = { ...resident, id: admission.patient, organization: actor.organization, person: person.id }
      return { case: admission, change: [{ kind: 'resident', id: copy.id, expect: 'new', to: copy.state, doc: copy }] }
    },
  }),
  annul: move({
    text: texts.annul,
    from: ['finished'],
    to: 'entered-in-error',
    input: Reason,
    confirm: texts.annulSure,
    may: here,
    decide: (admission, { reason }) => ({ case: { ...admission, reason } }),
  }),
}
