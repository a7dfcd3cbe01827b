import type { List } from '../../kernel/grammar/view.ts'
import { institutionTypes } from '../../patterns/institutions/ws218.ts'
import { levels } from './organization/shape.ts'
import { roleTexts } from './roles.ts'
import { texts } from './texts.ts'

export const levelTexts = Object.fromEntries(levels.map((level) => [level, texts[level]]))
/** The name of another organisation of the row, as it is called now. */
const nameOf = (column: string) =>
  `coalesce((select o.name from org_dim o where o.county_id = f.county_id and o.org_id = f.${column} order by o.valid_from desc limit 1), '')`

export const lists: readonly List[] = [
  {
    name: 'organizations',
    text: texts.organizations,
    view: 'organization',
    verb: 'organization.read',
    sort: { column: 'at', descending: true },
    opens: (id) => `/organizations?id=${encodeURIComponent(id)}`,
    columns: [
      { name: 'name', text: texts.name, kind: 'text', width: 220 },
      { name: 'code', text: texts.code, kind: 'text', width: 150 },
      { name: 'level', text: texts.level, kind: 'code', codes: levelTexts, width: 120 },
      { name: 'type', text: texts.type, kind: 'code', codes: institutionTypes, width: 140 },
      { name: 'parent_name', text: texts.parent, kind: 'text', sql: nameOf('parent'), width: 200 },
      { name: 'at', text: texts.from, kind: 'date', width: 110 },
      { name: 'until', text: texts.to, kind: 'date', width: 110 },
      { name: 'state', text: texts.state, kind: 'state', codes: { active: texts.active, closed: texts.closed }, width: 90 },
    ],
  },
  {
    name: 'practitioners',
    text: texts.practitioners,
    view: 'post',
    // Who works where is open to everybody at work; the person behind it needs practitioner.read.
    verb: 'organization.read',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'practitioner', text: texts.personName, kind: 'text', hidden: true },
      { name: 'name', text: texts.personName, kind: 'text', width: 100 },
      { name: 'role', text: texts.role, kind: 'code', codes: roleTexts, width: 140 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 200 },
      { name: 'department_name', text: texts.department, kind: 'text', sql: nameOf('department'), width: 130 },
      { name: 'at', text: texts.from, kind: 'date', width: 110 },
      { name: 'until', text: texts.to, kind: 'date', width: 110 },
      // a last day that was planned lies ahead: the post goes on until then
      {
        name: 'state',
        text: texts.state,
        kind: 'state',
        sql: `case when f.until >= to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') then 'active' else f.state end`,
        codes: { active: texts.atWork, ended: texts.ended },
        width: 90,
      },
    ],
  },
  {
    name: 'teams',
    text: texts.teams,
    view: 'team',
    verb: 'team.read',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'name', text: texts.name, kind: 'text', width: 220 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 200 },
      { name: 'leader_name', text: texts.leader, kind: 'text', width: 100 },
      { name: 'members', text: texts.memberCount, kind: 'number', width: 80 },
      { name: 'villages', text: texts.villageCount, kind: 'number', width: 90 },
      { name: 'village_names', text: texts.villages, kind: 'text', width: 320 },
      { name: 'state', text: texts.state, kind: 'state', codes: { active: texts.active, dissolved: texts.dissolved }, width: 90 },
    ],
  },
  {
    name: 'duties',
    text: texts.duties,
    view: 'duty',
    verb: 'roster.read',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'at', text: texts.start, kind: 'instant', width: 150 },
      { name: 'until', text: texts.end, kind: 'instant', width: 150 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 200 },
      { name: 'department_name', text: texts.department, kind: 'text', sql: nameOf('department'), width: 130 },
      { name: 'practitioner_name', text: texts.practitioner, kind: 'text', width: 100 },
      { name: 'state', text: texts.state, kind: 'state', codes: { published: texts.published, closed: texts.rosterClosed }, width: 90 },
    ],
  },
]
