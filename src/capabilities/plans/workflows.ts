import { workflowOf } from '../../kernel/grammar/capability.ts'
import {
  planFromFhir,
  planToFhir,
  planType,
  statementFromFhir,
  statementToFhir,
  statementType,
  taskFromFhir,
  taskToFhir,
  taskType,
} from './fhir.ts'
import { planOperations } from './plan-operations.ts'
import { Plan, Statement, Task } from './shape.ts'
import { statementOperations } from './statement-operations.ts'
import { planStories, statementStories, taskStories } from './stories.ts'
import { taskOperations } from './task-operations.ts'
import { texts } from './texts.ts'

export const plan = workflowOf<Plan>()({
  kind: {
    name: 'plan',
    text: texts.plan,
    shape: Plan,
    states: { adopted: { text: texts.adopted, colour: 'blue' }, closed: { text: texts.closed, final: true, colour: 'grey' } },
    documents: (id) => [{ type: planType, id }],
    toFhir: planToFhir,
    fromFhir: planFromFhir,
  },
  operations: planOperations,
  stories: planStories,
})

export const task = workflowOf<Task>()({
  kind: {
    name: 'task',
    text: texts.task,
    shape: Task,
    states: {
      open: { text: texts.open, colour: 'blue' },
      done: { text: texts.done, colour: 'green' },
      dropped: { text: texts.dropped, final: true, colour: 'grey' },
    },
    documents: (id) => [{ type: taskType, id }],
    toFhir: taskToFhir,
    fromFhir: taskFromFhir,
  },
  operations: taskOperations,
  stories: taskStories,
})

export const statement = workflowOf<Statement>()({
  kind: {
    name: 'statement',
    text: texts.statement,
    shape: Statement,
    states: { stated: { text: texts.stated, colour: 'green' }, withdrawn: { text: texts.withdrawn, final: true, colour: 'grey' } },
    documents: (id) => [{ type: statementType, id }],
    toFhir: statementToFhir,
    fromFhir: statementFromFhir,
  },
  operations: statementOperations,
  stories: statementStories,
})
