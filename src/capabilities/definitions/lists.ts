import type { List } from '../../kernel/grammar/view.ts'
import { texts, units } from './texts.ts'

/** The local indicators of the county, the last worked on first. */
export const definitionList = {
  name: 'definitions',
  text: texts.definitions,
  view: 'definition',
  sort: { column: 'at', descending: true },
  opens: (id: string) => `/definitions?id=${encodeURIComponent(id)}`,
  columns: [
    { name: 'name', text: texts.name, kind: 'text', width: 260 },
    { name: 'code', text: texts.code, kind: 'text', sql: 'f.id', width: 180 },
    {
      name: 'state',
      text: texts.state,
      kind: 'state',
      codes: { draft: texts.draftState, active: texts.activeState, retired: texts.retiredState },
      width: 90,
    },
    { name: 'version', text: texts.version, kind: 'number', width: 90 },
    {
      name: 'pending',
      text: texts.pending,
      kind: 'text',
      sql: `case when f.pending and f.state = 'active' then '✓' else '' end`,
      width: 100,
    },
    { name: 'unit', text: texts.unit, kind: 'code', codes: units, width: 100 },
    { name: 'source', text: texts.source, kind: 'text', width: 220 },
    { name: 'activated', text: texts.activatedAt, kind: 'instant', width: 150 },
    { name: 'at', text: texts.editedAt, kind: 'instant', width: 150 },
    { name: 'edited_by', text: texts.editedBy, kind: 'text', width: 110 },
  ],
} as const satisfies List
export const lists: readonly List[] = [definitionList]
