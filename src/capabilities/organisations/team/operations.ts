import { z } from 'zod'
import { type Actor, need, verbsOf } from '../../../kernel/grammar/operation.ts'
import { localDayOf } from '../../../kernel/grammar/period.ts'
import type { Refusal } from '../../../kernel/grammar/refusal.ts'
import { isPrimaryCare } from '../../../patterns/institutions/ws218.ts'
import { villageClaim } from '../claims.ts'
import { fromFhir } from '../practitioner/fhir.ts'
import { documentsOf, isRefusal, keeps, needDocuments, needOrganization, openOrganization, over, wrong } from '../rules.ts'
import { texts } from '../texts.ts'
import { Team, type Village } from './shape.ts'

const { start, move } = verbsOf<Team>()
const Reason = z.object({ reason: z.string().trim().min(1).max(1000) })
const Content = Team.pick({ name: true, nameEn: true, organization: true, leader: true, villages: true, from: true }).extend({
  members: z.array(z.string().min(1)).min(1).max(50),
})

const about = (actor: Actor, organization: string, members: readonly string[], villages: readonly Village[]) => ({
  ...Object.fromEntries(villages.map(({ code }) => [villageClaim(code), need.slots(villageClaim(code), 1)])),
  ...needDocuments('Practitioner', members),
  home: need.organization(actor.organization),
  organization: needOrganization(organization),
})
type Answers = Readonly<Record<string, unknown>> & { organization: Parameters<typeof openOrganization>[0] }

/** What a form cannot check by itself. `before` holds the villages that are the team's own already. */
function checked(team: Omit<Team, 'members'> & { members: readonly string[] }, needs: Answers, before: readonly string[]): Team | Refusal {
  const organization = openOrganization(needs.organization)
  if (!organization) return wrong('organization', texts.noOrganization)
  if (!isPrimaryCare(organization.type ?? '')) return wrong('organization', texts.notPrimary)
  if (!team.members.includes(team.leader)) return wrong('leader', texts.leaderOutside)
  if (new Set(team.members).size < team.members.length) return wrong('members', texts.memberTwice)
  const people = team.members.map((id) => documentsOf(needs, 'Practitioner', id)).map((document) => document && fromFhir([document]))
  const absent = people.findIndex((p) => p?.state !== 'active')
  if (absent >= 0) return wrong(`members.${absent}`, texts.noMember)
  for (const [i, { code }] of team.villages.entries()) {
    const path = `villages.${i}.code`
    if (team.villages.findIndex((v) => v.code === code) < i) return wrong(path, texts.villageTwice)
    if (organization.township && code.slice(0, 6) !== organization.township.slice(0, 6)) return wrong(path, texts.otherCounty)
    const free = (needs[villageClaim(code)] as { free: readonly number[] }).free.length > 0
    if (!free && !before.includes(code)) return wrong(path, texts.villageTaken)
  }
  return { ...team, members: people.flatMap((p) => (p ? [{ id: p.id, name: p.name }] : [])) }
}
const codes = (t: Pick<Team, 'villages'>) => t.villages.map((v) => v.code)
const slot = (code: string) => ({ resource: villageClaim(code), slot: 1 })

export const operations = {
  create: start({
    text: texts.create,
    to: 'active',
    input: Content,
    needs: (input, actor) => about(actor, input.organization, input.members, input.villages),
    may: (actor, input, { home }) => keeps(actor, home, [input.organization]),
    decide: (input, needs, { newId }) => {
      const team = checked(over({ ...input, id: newId(), state: 'active' as const }, {}), needs, [])
      if (isRefusal(team)) return team
      return { case: team, claim: codes(team).map((code) => ({ ...slot(code), holder: team.id })) }
    },
  }),
  amend: move({
    text: texts.amend,
    from: ['active'],
    to: 'same',
    input: Content.omit({ organization: true, from: true }).partial().extend(Reason.shape),
    needs: (t, input, actor) => about(actor, t.organization, input.members ?? t.members.map((m) => m.id), input.villages ?? t.villages),
    may: (actor, t, { home }) => keeps(actor, home, [t.organization]),
    decide: (t, input, needs) => {
      const before = codes(t)
      const { members, ...rest } = { ...t, members: t.members.map((m) => m.id) }
      const next = checked(over({ ...rest, members }, input), needs, before)
      if (isRefusal(next)) return next
      const now = codes(next)
      return {
        case: next,
        claim: now.filter((code) => !before.includes(code)).map((code) => ({ ...slot(code), holder: t.id })),
        release: before.filter((code) => !now.includes(code)).map(slot),
      }
    },
  }),
  dissolve: move({
    text: texts.dissolve,
    confirm: texts.dissolve,
    from: ['active'],
    to: 'dissolved',
    input: Reason.extend({ to: z.iso.date() }),
    needs: (_, __, actor) => ({ home: need.organization(actor.organization) }),
    may: (actor, t, { home }) => keeps(actor, home, [t.organization]),
    decide: (t, { to, reason }, _, { now }) => {
      if (to > localDayOf(now)) return wrong('to', texts.future)
      if (to < t.from) return wrong('to', texts.endBeforeStart)
      return { case: { ...t, to, reason }, release: codes(t).map(slot) }
    },
  }),
}
