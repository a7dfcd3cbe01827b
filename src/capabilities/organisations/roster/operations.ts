import { z } from 'zod'
import { type Actor, need, verbsOf } from '../../../kernel/grammar/operation.ts'
import { type Refusal, refuse } from '../../../kernel/grammar/refusal.ts'
import { say, type Text } from '../../../kernel/grammar/texts.ts'
import { fromFhir as personOf } from '../practitioner/fhir.ts'
import { documentsOf, isRefusal, keeps, needDocuments, needOrganization, openOrganization, over, wrong } from '../rules.ts'
import { texts } from '../texts.ts'
import { fromFhir, rosterType } from './fhir.ts'
import { Entry, Roster } from './shape.ts'
import { addDays, clash, type Duty, dutiesOf, mondayOf, rosterId } from './week.ts'

const { start, move } = verbsOf<Roster>()
/** The practitioner by id; the name is taken from the register. */
const Place = Entry.extend({ practitioner: z.string().min(1) })
const Content = z.object({ shifts: Roster.shape.shifts, entries: z.array(Place).max(500) })
type Content = z.output<typeof Content>

const home = (_: unknown, __: unknown, actor: Actor) => ({ home: need.organization(actor.organization) })
/** The people, and the weeks before and after: a night shift of Sunday reaches into Monday. */
const around = (actor: Actor, department: string, week: string, entries: Content['entries'] = []) => ({
  ...needDocuments(
    'Practitioner',
    entries.map((e) => e.practitioner),
  ),
  ...needDocuments(
    rosterType,
    [-7, 7].map((days) => rosterId(department, addDays(week, days))),
  ),
  home: need.organization(actor.organization),
})

type Answers = Readonly<Record<string, unknown>>
const doubled = (duty: Duty): Text => {
  const values = { name: duty.practitioner.name }
  return [say(texts.clash, 'zh', values), say(texts.clash, 'en', values)]
}

/** A roster with this content, names filled in; refused when anybody would stand in two places at once, the neighbouring weeks included. */
function filled(roster: Roster, { shifts, entries }: Content, needs: Answers): Roster | Refusal {
  const twice = shifts.findIndex((s, i) => shifts.findIndex((one) => one.code === s.code) < i)
  if (twice >= 0) return wrong(`shifts.${twice}.code`, texts.shiftTwice)
  const places: Entry[] = []
  for (const [i, { practitioner, ...place }] of entries.entries()) {
    if (!shifts.some((s) => s.code === place.shift)) return wrong(`entries.${i}.shift`, texts.noShift)
    const document = documentsOf(needs, 'Practitioner', practitioner)
    const person = document && personOf([document])
    if (person?.state !== 'active') return wrong(`entries.${i}.practitioner`, texts.noMember)
    places.push({ ...place, practitioner: { id: person.id, name: person.name } })
  }
  const next = { ...roster, shifts, entries: places }
  const neighbours = [-7, 7].flatMap((days) => {
    const document = documentsOf(needs, rosterType, rosterId(roster.department, addDays(roster.week, days)))
    return document ? dutiesOf(fromFhir([document])) : []
  })
  const both = clash([...dutiesOf(next), ...neighbours])
  return both ? wrong('entries', doubled(both[1])) : next
}
const idsOf = (r: Roster): Content => ({ shifts: r.shifts, entries: r.entries.map((e) => ({ ...e, practitioner: e.practitioner.id })) })

export const operations = {
  draft: start({
    text: texts.makeDraft,
    to: 'draft',
    input: Content.extend({ department: z.string().min(1), week: z.iso.date(), entries: Content.shape.entries.default([]) }),
    needs: ({ department, week, entries }, actor) => ({
      ...around(actor, department, week, entries),
      department: needOrganization(department),
      existing: need.document(rosterType, rosterId(department, week)),
    }),
    may: (actor, _, { home, department }) => keeps(actor, home, [department?.id, openOrganization(department)?.parent]),
    decide: ({ department: id, week, ...content }, needs) => {
      const department = openOrganization(needs.department)
      const organization = department?.level === 'institution' ? department.id : department?.parent
      if (!organization || (department?.level !== 'department' && organization !== id)) return wrong('department', texts.noDepartment)
      if (mondayOf(week) !== week) return wrong('week', texts.notMonday)
      if (needs.existing) return refuse('conflict', texts.rosterExists, [{ path: 'week', text: texts.rosterExists }])
      const empty: Roster = {
        id: rosterId(id, week),
        state: 'draft',
        organization,
        department: id,
        week,
        shifts: content.shifts,
        entries: [],
      }
      const next = filled(empty, content, needs)
      return isRefusal(next) ? next : { case: next }
    },
  }),
  plan: move({
    text: texts.plan,
    from: ['draft'],
    to: 'same',
    input: Content.partial(),
    needs: (r, input, actor) => around(actor, r.department, r.week, input.entries ?? idsOf(r).entries),
    may: (actor, r, { home }) => keeps(actor, home, [r.organization]),
    decide: (r, input, needs) => {
      const next = filled(r, over(idsOf(r), input), needs)
      return isRefusal(next) ? next : { case: next }
    },
  }),
  publish: move({
    text: texts.publish,
    from: ['draft'],
    to: 'published',
    input: z.object({}),
    needs: (r, _, actor) => around(actor, r.department, r.week, idsOf(r).entries),
    may: (actor, r, { home }) => keeps(actor, home, [r.organization]),
    decide: (r, _, needs) => {
      if (r.entries.length === 0) return wrong('entries', texts.nobody)
      const next = filled(r, idsOf(r), needs)
      return isRefusal(next) ? next : { case: next, emit: [{ name: 'roster.published' }] }
    },
  }),
  /** 调班: a published week changes only with a reason. */
  change: move({
    text: texts.change,
    from: ['published'],
    to: 'same',
    input: Content.partial().extend({ reason: z.string().trim().min(1).max(1000) }),
    needs: (r, input, actor) => around(actor, r.department, r.week, input.entries ?? idsOf(r).entries),
    may: (actor, r, { home }) => keeps(actor, home, [r.organization]),
    decide: (r, { reason, ...input }, needs) => {
      const next = filled({ ...r, reason }, over(idsOf(r), input), needs)
      return isRefusal(next) ? next : { case: next, emit: [{ name: 'roster.published' }] }
    },
  }),
  close: move({
    text: texts.file,
    confirm: texts.file,
    from: ['draft', 'published'],
    to: 'closed',
    input: z.object({}),
    needs: home,
    may: (actor, r, { home }) => keeps(actor, home, [r.organization]),
    decide: (r) => ({ case: r }),
  }),
}
