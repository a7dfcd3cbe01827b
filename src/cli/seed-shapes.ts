import type { DemoCounty } from '../../county/demo/types.ts'
import type { Organization } from '../capabilities/organisations/organization/shape.ts'
import type { Practitioner } from '../capabilities/organisations/practitioner/shape.ts'
import type { Roster } from '../capabilities/organisations/roster/shape.ts'
import { mondayOf, rosterId } from '../capabilities/organisations/roster/week.ts'
import type { Team } from '../capabilities/organisations/team/shape.ts'
import { localDayOf } from '../kernel/grammar/period.ts'

/** The files of a demo county as the shapes of the capability `organisations`. */
export const organizationsOf = ({ organizations }: DemoCounty): Organization[] =>
  organizations.map((o) => ({ ...o, state: o.to ? 'closed' : 'active', successors: o.successors ?? [] }))

export const practitionersOf = ({ practitioners }: DemoCounty): Practitioner[] =>
  practitioners.map((p) => ({ ...p, state: p.posts.some((post) => !post.to) ? 'active' : 'left' }))

/** The files do not say since when a team works: as long as its health centre. */
export function teamsOf({ teams, organizations, practitioners, county }: DemoCounty): Team[] {
  const names = new Map([...practitioners.map((p) => [p.id, p.name] as const), ...county.divisions.map((d) => [d.code, d.name] as const)])
  const nameOf = (key: string) => names.get(key) ?? key
  return teams.map((t) => ({
    ...t,
    state: 'active',
    from: organizations.find((o) => o.id === t.organization)?.from ?? '2020-01-01',
    members: t.members.map((id) => ({ id, name: nameOf(id) })),
    villages: t.villages.map((code) => ({ code, name: nameOf(code) })),
  }))
}

/** The week template of each department as the published roster of the week in which `now` lies. */
export function rostersOf({ roster, practitioners }: DemoCounty, now: Date): Roster[] {
  const week = mondayOf(localDayOf(now.toISOString()))
  const names = new Map(practitioners.map((p) => [p.id, p.name]))
  return [...new Set(roster.map((s) => s.department))].map((department) => {
    const shifts = roster.filter((s) => s.department === department)
    return {
      id: rosterId(department, week),
      state: 'published',
      organization: shifts[0]!.organization,
      department,
      week,
      shifts: shifts.map((s, i) => ({ code: `s${i + 1}`, name: s.name.zh, nameEn: s.name.en, from: s.from, to: s.to })),
      entries: shifts.flatMap((s, i) =>
        s.days.flatMap((day) =>
          s.practitioners.map((id) => ({ day, shift: `s${i + 1}`, practitioner: { id, name: names.get(id) ?? id } })),
        ),
      ),
    }
  })
}
