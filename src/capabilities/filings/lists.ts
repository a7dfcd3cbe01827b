import type { List } from '../../kernel/grammar/view.ts'
import { texts } from './texts.ts'

/** Everything that was filed, newest first. */
export const lists: readonly List[] = [
  {
    name: 'filings',
    text: texts.filings,
    view: 'filing',
    sort: { column: 'at', descending: true },
    opens: (id) => `/filings?filing=${id}`,
    columns: [
      { name: 'at', text: texts.filedAt, kind: 'instant', width: 150 },
      { name: 'name', text: texts.indicator, kind: 'text', width: 220 },
      { name: 'period', text: texts.period, kind: 'text', width: 100 },
      { name: 'unit_name', text: texts.unit, kind: 'text', width: 160 },
      { name: 'value', text: texts.value, kind: 'number', width: 110 },
      { name: 'state', text: texts.state, kind: 'state', codes: { filed: texts.filed, withdrawn: texts.withdrawn }, width: 96 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 200 },
      { name: 'filed_by', text: texts.filedBy, kind: 'text', width: 100 },
    ],
  },
]
