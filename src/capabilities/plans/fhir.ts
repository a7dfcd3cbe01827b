import type { Resource } from '../../fhir/resource.ts'
import { Plan, Statement, Task } from './shape.ts'

/** Documents of the house, not served by FHIR: what a county plans, does and states of itself is administration. */
export const planType = 'plan.adopted'
export const taskType = 'plan.task'
export const statementType = 'plan.statement'

export const planToFhir = (plan: Plan): Resource[] => [{ resourceType: planType, ...plan }]
export const planFromFhir = ([document]: readonly Resource[]): Plan => Plan.parse(document)
export const taskToFhir = (task: Task): Resource[] => [{ resourceType: taskType, ...task }]
export const taskFromFhir = ([document]: readonly Resource[]): Task => Task.parse(document)
export const statementToFhir = (statement: Statement): Resource[] => [{ resourceType: statementType, ...statement }]
export const statementFromFhir = ([document]: readonly Resource[]): Statement => Statement.parse(document)
