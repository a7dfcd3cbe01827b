import type { Refusal } from '../../../kernel/grammar/refusal.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { institutionTypes } from '../../../patterns/institutions/ws218.ts'
import { wrong } from '../rules.ts'
import { texts } from '../texts.ts'
import { levels, type Organization } from './shape.ts'

/** WS 218 types of places that another institution runs: stations (B200, E200, E300, A720), outpatient departments and clinics (D…). */
const branch = /^(D|B200|E[23]00|A720)/
/**
 * Height in the tree, 0 at the top. A parent stands strictly higher, and whoever moves is measured again, so no circle can ever be closed; branches
 * stand half a step below other institutions, because village clinics hang below township health centres.
 */
export const heightOf = ({ level, type }: Pick<Organization, 'level' | 'type'>) =>
  levels.indexOf(level) + (level === 'institution' && branch.test(type ?? '') ? 0.5 : 0)

const wrongType = ({ level, type }: Organization): Text | undefined => {
  if (type === undefined) return undefined
  if (level === 'institution') return Object.hasOwn(institutionTypes, type) ? undefined : texts.unknownType
  if (level === 'department') return /^\d{2}(\.\d{2}){0,2}$/.test(type) ? undefined : texts.unknownSubject
  return texts.noType
}

/** Why an organisation may not stand where it says, with the field; undefined when it may. Only the top levels need no parent. */
export function misplaced(o: Organization, parent: Organization | undefined): Refusal | undefined {
  const typeProblem = wrongType(o)
  if (typeProblem) return wrong('type', typeProblem)
  if (o.village && o.township && !o.village.startsWith(o.township)) return wrong('village', texts.villageElsewhere)
  if (o.lead && o.level !== 'group') return wrong('lead', texts.onlyGroupLed)
  if (o.to && o.to < o.from) return wrong('from', texts.endBeforeStart)
  if (o.parent === undefined) return levels.indexOf(o.level) > levels.indexOf('county') ? wrong('parent', texts.parentNeeded) : undefined
  if (o.parent === o.id) return wrong('parent', texts.ownParent)
  if (!parent) return wrong('parent', texts.noParent)
  if (parent.state === 'closed' && o.state === 'active') return wrong('parent', texts.parentClosed)
  if (heightOf(parent) >= heightOf(o)) return wrong('parent', texts.parentBelow)
  if (o.level === 'department' && parent.level !== 'institution') return wrong('parent', texts.departmentParent)
  return o.from < parent.from ? wrong('from', texts.beforeParent) : undefined
}
