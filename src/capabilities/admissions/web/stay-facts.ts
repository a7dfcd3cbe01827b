import type { Text } from '../../../kernel/grammar/texts.ts'
import {
  admissionRoutes,
  bloodGroups,
  departures,
  noneOrSome,
  payments,
  recordGrades,
  rhesus,
  type ValueSet,
  yesOrNo,
} from '../../../patterns/codes/value-sets.ts'
import { day, minute } from '../../../ui/formats.ts'
import type { Admission, Details } from '../shape.ts'
import { texts } from '../texts.ts'

type Say = (text: Text) => string
export type Fact = readonly [Text, string | number | undefined]
/** The word of a code; the code itself where the set does not know it. */
export const named = (set: ValueSet, code: string | undefined, say: Say): string | undefined => {
  const word = code === undefined ? undefined : set[code]
  return word ? say(word) : code
}
/** A moment as the page gave it: to the minute, or the day alone. */
export const moment = (at: string) => (at.length > 10 ? minute(at) : day(at))

const sets: Partial<Record<keyof Details, ValueSet>> = {
  payment: payments,
  allergy: noneOrSome,
  autopsy: yesOrNo,
  abo: bloodGroups,
  rhesus,
  grade: recordGrades,
  readmission: noneOrSome,
}
/** Details in the order of the form; what says where he was stands with the stay itself. */
const details = [
  'payment',
  'ageMonths',
  'birthWeight',
  'admissionWeight',
  'allergy',
  'allergyDrugs',
  'abo',
  'rhesus',
  'autopsy',
  'readmission',
  'readmissionPurpose',
  'comaBefore',
  'comaAfter',
  'grade',
  'gradedOn',
] as const satisfies readonly (keyof Details)[]

/** What the page says of the stay, in the order of the form. */
export function factsOf(stay: Admission, say: Say): readonly Fact[] {
  const { details: d } = stay
  return [
    [texts.admittedAt, moment(stay.admittedAt)],
    [texts.dischargedAt, moment(stay.dischargedAt)],
    [texts.days, stay.days],
    [texts.route, named(admissionRoutes, stay.route, say)],
    [texts.departmentIn, [d.admittedTo, d.admissionWard].filter(Boolean).join(' ')],
    [texts.transfers, d.transfers],
    [texts.department, [stay.department?.name, d.dischargeWard].filter(Boolean).join(' ')],
    [texts.departure, named(departures, stay.departure, say)],
    [texts.receiver, stay.receiver ?? d.centre],
    ...details.map((name): Fact => {
      const set = sets[name]
      const value = d[name]
      return [texts[name], set ? named(set, value as string | undefined, say) : value]
    }),
    [texts.reason, stay.reason],
  ]
}
