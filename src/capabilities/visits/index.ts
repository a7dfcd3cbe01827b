import { defineCapability, workflowOf } from '../../kernel/grammar/capability.ts'
import { documents, fromFhir, toFhir } from './fhir.ts'
import { indicators, measures } from './indicators.ts'
import { lists } from './lists.ts'
import { operations } from './operations.ts'
import { Visit } from './shape.ts'
import { stories } from './stories.ts'
import { texts } from './texts.ts'
import { visitView } from './view.ts'

const visit = workflowOf<Visit>()({
  kind: {
    name: 'visit',
    text: texts.visit,
    shape: Visit,
    states: {
      planned: { text: texts.planned, colour: 'orange' },
      'in-progress': { text: texts.inProgress, colour: 'blue' },
      finished: { text: texts.finished, colour: 'green', final: true },
      cancelled: { text: texts.cancelled, colour: 'grey', final: true },
      'entered-in-error': { text: texts.enteredInError, colour: 'red', final: true },
    },
    documents,
    toFhir,
    fromFhir,
    patient: (v) => v.patient,
    grants: (v) => [{ patient: v.patient, organization: v.organization, reason: 'visit' }],
  },
  operations,
  stories,
})

export const visits = defineCapability({
  name: 'visits',
  text: texts.visits,
  workflows: [visit],
  views: [visitView],
  lists,
  measures,
  indicators,
  texts,
  pages: [{ path: '/visits', text: texts.desk, verb: 'visit.receive', page: () => import('./web/Desk.tsx') }],
})
