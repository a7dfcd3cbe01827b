import { workflowOf } from '../../kernel/grammar/capability.ts'
import {
  dueDaysFromFhir,
  dueDaysToFhir,
  dueDaysType,
  monthFromFhir,
  monthToFhir,
  monthType,
  reportFromFhir,
  reportToFhir,
  reportType,
} from './fhir.ts'
import { dueOperations, monthOperations, reportOperations } from './operations.ts'
import { DueDays, MonthLock, Report } from './shape.ts'
import { dueStories, monthStories, reportStories } from './stories.ts'
import { texts } from './texts.ts'

export const report = workflowOf<Report>()({
  kind: {
    name: 'report',
    text: texts.report,
    shape: Report,
    states: {
      due: { text: texts.due, colour: 'grey' },
      late: { text: texts.late, colour: 'red' },
      submitted: { text: texts.submitted, colour: 'blue' },
      returned: { text: texts.returned, colour: 'orange' },
      approved: { text: texts.approved, colour: 'green' },
    },
    documents: (id) => [{ type: reportType, id }],
    toFhir: reportToFhir,
    fromFhir: reportFromFhir,
  },
  operations: reportOperations,
  stories: reportStories,
})

export const month = workflowOf<MonthLock>()({
  kind: {
    name: 'month',
    text: texts.month,
    shape: MonthLock,
    states: { locked: { text: texts.locked, colour: 'orange' }, unlocked: { text: texts.unlocked, colour: 'grey' } },
    documents: (id) => [{ type: monthType, id }],
    toFhir: monthToFhir,
    fromFhir: monthFromFhir,
  },
  operations: monthOperations,
  stories: monthStories,
})

export const dueDays = workflowOf<DueDays>()({
  kind: {
    name: 'due_days',
    text: texts.dueDays,
    shape: DueDays,
    states: { set: { text: texts.dueSet, final: true } },
    documents: (id) => [{ type: dueDaysType, id }],
    toFhir: dueDaysToFhir,
    fromFhir: dueDaysFromFhir,
  },
  operations: dueOperations,
  stories: dueStories,
})
