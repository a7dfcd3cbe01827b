import { z } from 'zod'
import { type Actor, type Answered, type Decision, type Moment, need, verbsOf } from '../../kernel/grammar/operation.ts'
import { localDayOf } from '../../kernel/grammar/period.ts'
import { type Refusal, refuse } from '../../kernel/grammar/refusal.ts'
import { insuranceMappings } from '../../patterns/codes/systems.ts'
import { fromFhir } from '../../patterns/patient/fhir.ts'
import { icd10System, tcmSystem } from './fhir.ts'
import { Coded, Diagnosis, Staff, Visit } from './shape.ts'
import { texts } from './texts.ts'

const { start, move } = verbsOf<Visit>()
const Reason = z.object({ reason: z.string().trim().min(1).max(1000) })
const Opening = z.object({
  person: z.string().min(1),
  class: Visit.shape.class.default('AMB'),
  first: z.boolean().default(false),
  priority: Visit.shape.priority.default('routine'),
  department: Coded.optional(),
  practitioner: Staff.optional(),
})
const Clinical = Visit.pick({
  complaint: true,
  history: true,
  advice: true,
  vitalSigns: true,
  diagnoses: true,
  disposition: true,
  totalFen: true,
})
  .partial()
  .extend({ diagnoses: z.array(Diagnosis).max(20).optional() })

/** Only the institution of the visit works on it; the system itself closes what was left open. */
const here = (actor: Actor, visit: Visit) => actor.login === 'system' || actor.organization === visit.organization || texts.notHere

type Opened = z.output<typeof Opening>
const people = (input: Opened) => ({ person: need.person(input.person) })

/** A visit of a person at the actor's institution; a person new to the institution gets a Patient there, in the same write. */
function opened(
  input: Opened,
  { person }: Answered<ReturnType<typeof people>>,
  { now, actor, newId }: Moment,
  state: 'planned' | 'in-progress',
): Decision<Visit> | Refusal {
  if (!person?.patients.length) return refuse('missing', texts.noPatient, [{ path: 'person', text: texts.noPatient }])
  const id = newId()
  const own = person.patients.find(
    (p) => (p['managingOrganization'] as { reference?: string } | undefined)?.reference === `Organization/${actor.organization}`,
  )
  const patient = own?.id ?? newId()
  const { person: _, department, practitioner, ...rest } = input
  const visit: Visit = {
    id,
    state,
    number: `${localStamp(now)}${id.slice(-6).toUpperCase()}`,
    patient,
    organization: actor.organization,
    registeredAt: now,
    diagnoses: [],
    ...rest,
    ...(department ? { department } : {}),
    ...(practitioner
      ? { practitioner }
      : state === 'in-progress' && actor.practitioner
        ? { practitioner: { code: actor.practitioner, name: actor.name } }
        : {}),
    ...(state === 'in-progress' ? { startedAt: now } : {}),
  }
  if (own) return { case: visit, emit: [{ name: 'visit.opened' }] }
  const copy = { ...fromFhir([person.patients[0]!]), id: patient, organization: actor.organization, person: person.id }
  return {
    case: visit,
    change: [{ kind: 'resident', id: patient, expect: 'new', to: copy.state, doc: copy }],
    emit: [{ name: 'visit.opened' }],
  }
}
const localStamp = (now: string) => localDayOf(now).replaceAll('-', '')

type Content = z.output<typeof Clinical>
/** What the insurance calls a diagnosis that the visit has already: it stays as it was written. */
const kept = (visit: Visit, { system, code }: Diagnosis) => visit.diagnoses.find((d) => d.system === system && d.code === code)?.insurance
const codesOf = (visit: Visit, { diagnoses = [] }: Content) => ({
  codes: need.codes(diagnoses.map(({ system, code }) => ({ system: system === 'icd10' ? icd10System : tcmSystem, code }))),
  insured: need.mapped(
    insuranceMappings.diagnosis,
    diagnoses.flatMap((d) => (d.system === 'icd10' && !kept(visit, d) ? [d.code] : [])),
    localDayOf(visit.startedAt ?? visit.registeredAt),
  ),
})
/** What the form cannot check by itself: codes that exist, a pressure the right way round. */
function filled(visit: Visit, content: Content, { codes, insured }: Answered<ReturnType<typeof codesOf>>): Visit | Refusal {
  const unknown = codes.unknown[0]?.code
  if (unknown) {
    const text = [`没有这个诊断编码：${unknown}`, `No such diagnosis code: ${unknown}`] as const
    return refuse('invalid', text, [{ path: `diagnoses.${content.diagnoses?.findIndex((d) => d.code === unknown)}`, text }])
  }
  const { systolic, diastolic } = content.vitalSigns ?? {}
  if (systolic !== undefined && diastolic !== undefined && systolic <= diastolic)
    return refuse('invalid', texts.pressureOrder, [{ path: 'vitalSigns.systolic', text: texts.pressureOrder }])
  const diagnoses = content.diagnoses?.map((d) => {
    const insurance = kept(visit, d) ?? (d.system === 'icd10' ? insured.get(d.code) : undefined)
    return { ...d, ...(insurance ? { insurance } : {}) }
  })
  return {
    ...visit,
    ...(Object.fromEntries(Object.entries({ ...content, diagnoses }).filter(([, value]) => value !== undefined)) as Partial<Visit>),
  }
}
const isRefusal = (r: Visit | Refusal): r is Refusal => r instanceof Error

export const operations = {
  open: start({
    text: texts.open,
    to: 'planned',
    input: Opening,
    needs: people,
    decide: (i, n, m) => opened(i, n, m, 'planned'),
    within: [{ name: 'lapse', minutes: 24 * 60, calendar: 'always', then: 'lapse' }],
  }),
  receive: start({
    text: texts.start,
    to: 'in-progress',
    input: Opening,
    needs: people,
    decide: (i, n, m) => opened(i, n, m, 'in-progress'),
  }),
  start: move({
    text: texts.start,
    from: ['planned'],
    to: 'in-progress',
    input: z.object({}),
    may: here,
    decide: (visit, _, __, { now, actor }) => ({
      case: { ...visit, startedAt: now, ...(actor.practitioner ? { practitioner: { code: actor.practitioner, name: actor.name } } : {}) },
    }),
  }),
  /** Another department or another doctor goes on with the visit (转科), before it is closed. */
  transfer: move({
    text: texts.transfer,
    from: ['planned', 'in-progress'],
    to: 'same',
    input: Reason.extend({ department: Coded.optional(), practitioner: Staff.optional() }),
    needs: (_, { practitioner }) => ({ doctor: need.practitioner(practitioner?.code ?? '') }),
    may: here,
    decide: (visit, { department, practitioner, reason }, { doctor }) => {
      if (practitioner && !doctor) return refuse('missing', texts.noDoctor, [{ path: 'practitioner', text: texts.noDoctor }])
      const elsewhere = department && department.code !== visit.department?.code
      const another = practitioner && practitioner.code !== visit.practitioner?.code
      if (!elsewhere && !another) return refuse('invalid', texts.sameTransfer, [{ path: 'department', text: texts.sameTransfer }])
      return { case: { ...visit, ...(elsewhere ? { department } : {}), ...(another ? { practitioner } : {}), reason } }
    },
  }),
  record: move({
    text: texts.record,
    from: ['in-progress'],
    to: 'same',
    input: Clinical,
    needs: codesOf,
    may: here,
    decide: (visit, input, needs) => {
      const next = filled(visit, input, needs)
      return isRefusal(next) ? next : { case: next }
    },
  }),
  close: move({
    text: texts.close,
    from: ['in-progress'],
    to: 'finished',
    input: Clinical,
    needs: codesOf,
    may: here,
    decide: (visit, input, needs, { now }) => {
      const next = filled(visit, input, needs)
      if (isRefusal(next)) return next
      if (!next.diagnoses.length) return refuse('invalid', texts.noDiagnosis, [{ path: 'diagnoses', text: texts.noDiagnosis }])
      return { case: { ...next, disposition: next.disposition ?? 'home', endedAt: now }, emit: [{ name: 'visit.finished' }] }
    },
  }),
  amend: move({
    text: texts.amend,
    from: ['finished'],
    to: 'same',
    input: Clinical.extend(Reason.shape),
    needs: codesOf,
    may: here,
    decide: (visit, input, needs) => {
      const next = filled(visit, input, needs)
      return isRefusal(next) ? next : { case: { ...next, reason: input.reason } satisfies Visit }
    },
  }),
  cancel: move({
    text: texts.cancel,
    from: ['planned', 'in-progress'],
    to: 'cancelled',
    input: Reason,
    may: here,
    decide: (visit, { reason }, _, { now }) => ({ case: { ...visit, reason, endedAt: now } }),
  }),
  annul: move({
    text: texts.annul,
    from: ['finished'],
    to: 'entered-in-error',
    input: Reason,
    may: here,
    confirm: texts.annul,
    decide: (visit, { reason }) => ({ case: { ...visit, reason } }),
  }),
  lapse: move({
    text: texts.lapse,
    from: ['planned'],
    to: 'cancelled',
    input: z.object({}),
    may: (actor) => actor.login === 'system' || texts.bySystem,
    decide: (visit, _, __, { now }) => ({ case: { ...visit, reason: texts.lapse[0], endedAt: now } }),
  }),
}
