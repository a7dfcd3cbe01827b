import { defineCapability } from '../../kernel/grammar/capability.ts'
import { lists } from './lists.ts'
import { measures } from './quality.ts'
import { texts } from './texts.ts'
import { reportView } from './view.ts'
import { dueDays, month, report } from './workflows.ts'

export const reporting = defineCapability({
  name: 'reporting',
  text: texts.reporting,
  workflows: [report, month, dueDays],
  views: [reportView],
  lists,
  measures,
  indicators: [],
  texts,
  pages: [
    { path: '/reporting', text: texts.reporting, verb: 'report.read', page: () => import('./web/Reporting.tsx') },
    { path: '/quality', text: texts.quality, verb: 'report.read', page: () => import('./web/Quality.tsx') },
  ],
})
