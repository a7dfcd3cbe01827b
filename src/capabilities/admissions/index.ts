import { defineCapability } from '../../kernel/grammar/capability.ts'
import { indicators, measures } from './indicators.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { admissionView, diagnosisView, operationView } from './view.ts'
import { admission } from './workflow.ts'

export const admissions = defineCapability({
  name: 'admissions',
  text: texts.admissions,
  workflows: [admission],
  views: [admissionView, diagnosisView, operationView],
  lists,
  measures,
  indicators,
  texts,
  pages: [{ path: '/admissions', text: texts.admissions, verb: 'admission.read', page: () => import('./web/Admissions.tsx') }],
})
