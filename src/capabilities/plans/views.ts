import type { View } from '../../kernel/grammar/view.ts'
import { planType, statementType, taskType } from './fhir.ts'

/** One row an adopted plan; `at` is when it was adopted. */
const planView: View = {
  definition: {
    name: 'plan',
    resource: planType,
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'at', path: 'adoptedAt', type: 'instant' },
          { name: 'template', path: 'template.code', type: 'string' },
          { name: 'name', path: 'name', type: 'string' },
          { name: 'first_day', path: 'from', type: 'date' },
          { name: 'last_day', path: 'to', type: 'date' },
          { name: 'state', path: 'state', type: 'string' },
        ],
      },
    ],
  },
}

/** One row a task; it stands on the day it is due, with the unit that leads. `units`: all of them in order, separated by spaces; so are `targets`. */
const taskView: View = {
  definition: {
    name: 'task',
    resource: taskType,
    select: [
      {
        column: [
          { name: 'org', path: 'units.first()', type: 'string' },
          { name: 'at', path: 'due', type: 'dateTime' },
          { name: 'plan', path: 'plan', type: 'string' },
          { name: 'plan_name', path: 'planName', type: 'string' },
          { name: 'code', path: 'code', type: 'string' },
          { name: 'occurrence', path: 'occurrence', type: 'string' },
          { name: 'clause', path: 'clause', type: 'string' },
          { name: 'number', path: 'number', type: 'string' },
          { name: 'text', path: 'text', type: 'string' },
          { name: 'text_en', path: 'textEn', type: 'string' },
          { name: 'due', path: 'due', type: 'date' },
          { name: 'state', path: 'state', type: 'string' },
          { name: 'report', path: 'report', type: 'boolean' },
          { name: 'units', path: "units.join(' ')", type: 'string' },
          { name: 'targets', path: "targets.join(' ')", type: 'string' },
          { name: 'done_at', path: 'doneAt', type: 'instant' },
        ],
      },
    ],
  },
  index: ['(county_id, plan, state)'],
}

/** One row a statement; it stands on the day of which it is true. `valid`: neither it nor all its evidence was withdrawn; whether it has lapsed is `until` against the day that is asked. */
const statementView: View = {
  definition: {
    name: 'statement',
    resource: statementType,
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'at', path: 'day', type: 'dateTime' },
          { name: 'plan', path: 'plan', type: 'string' },
          { name: 'plan_name', path: 'planName', type: 'string' },
          { name: 'template', path: 'template', type: 'string' },
          { name: 'target', path: 'target', type: 'string' },
          { name: 'target_name', path: 'targetName', type: 'string' },
          { name: 'unit', path: 'unit', type: 'string' },
          { name: 'unit_name', path: 'unitName', type: 'string' },
          { name: 'value', path: 'value', type: 'decimal' },
          { name: 'until', path: 'until', type: 'date' },
          { name: 'state', path: 'state', type: 'string' },
          {
            name: 'valid',
            path: "state = 'stated' and (evidence.empty() or evidence.where(withdrawn.empty()).exists())",
            type: 'boolean',
          },
          { name: 'files', path: 'evidence.where(withdrawn.empty()).count()', type: 'integer' },
          { name: 'stated_at', path: 'statedAt', type: 'instant' },
          { name: 'stated_by', path: 'statedBy', type: 'string' },
        ],
      },
    ],
  },
  index: ['(county_id, plan, target, unit)'],
}

export const views: readonly View[] = [planView, taskView, statementView]
