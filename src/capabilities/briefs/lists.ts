import type { List } from '../../kernel/grammar/view.ts'
import { texts } from './texts.ts'

/** All briefs, the newest month first. */
export const briefList = {
  name: 'briefs',
  text: texts.briefs,
  view: 'brief',
  sort: { column: 'brief_month', descending: true },
  opens: (id: string) => `/briefs?id=${encodeURIComponent(id)}`,
  columns: [
    { name: 'brief_month', text: texts.month, kind: 'text', width: 100 },
    { name: 'title', text: texts.title, kind: 'text', width: 380 },
    {
      name: 'state',
      text: texts.state,
      kind: 'state',
      codes: { draft: texts.drafted, issued: texts.issued, withdrawn: texts.withdrawn },
      width: 96,
    },
    { name: 'at', text: texts.editedAt, kind: 'instant', width: 150 },
    { name: 'edited_by', text: texts.editedBy, kind: 'text', width: 110 },
  ],
} as const satisfies List
export const lists: readonly List[] = [briefList]
