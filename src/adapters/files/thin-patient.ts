import { readIdCard } from '../../fhir/china/id-card.ts'
import { toFhir } from '../../patterns/patient/fhir.ts'
import type { Draft, ReadContext } from './kind.ts'

/** What a line about something else (a visit, a settlement, a follow-up) says of its person. One of `idCard` and `number` is there. */
export type ThinPerson = {
  idCard?: string | undefined
  /** The institution's own number of a person without an ID number. */
  number?: string | undefined
  name: string
  /** GB/T 2261.1, as the columns of the kinds have it. */
  sex?: string | undefined
  birthDate?: string | undefined
}
const sexes: Readonly<Record<string, 'male' | 'female'>> = { 1: 'male', 2: 'female' }
export const patientNumber = (organization: string) => `urn:countywide:patient-number:${organization}`

/** The id of the person's Patient at an institution: that of his ID number, else of his number there. */
export const patientId = (context: ReadContext, organization: string, { idCard, number }: Pick<ThinPerson, 'idCard' | 'number'>) =>
  context.id(organization, 'Patient', idCard ?? number ?? '')

/** The Patient of an institution as far as such a line knows him: written only when absent. */
export function thinPatient(context: ReadContext, organization: string, person: ThinPerson): Draft & { id: string } {
  const id = patientId(context, organization, person)
  const card = person.idCard ? readIdCard(person.idCard, context.today) : undefined
  const known = card?.ok ? card : undefined
  const birthDate = known?.birthDate ?? person.birthDate
  const [resource] = toFhir({
    id,
    state: 'active',
    name: person.name,
    sex: known?.sex ?? sexes[person.sex ?? ''] ?? 'unknown',
    ...(birthDate ? { birthDate } : {}),
    ...(person.idCard ? { idCard: person.idCard } : {}),
    organization,
  })
  if (person.number && !person.idCard) resource!['identifier'] = [{ system: patientNumber(organization), value: person.number }]
  return { id, resource: resource!, owner: 'resident', weak: true }
}

/** The columns by which a line says whose it is, wrong where they contradict the ID number: what is wrong with them, in the words of a refusal. */
export function contradiction(person: ThinPerson): 'sex' | 'birth' | undefined {
  const card = person.idCard ? readIdCard(person.idCard) : undefined
  if (!card?.ok) return undefined
  if (person.birthDate && person.birthDate !== card.birthDate) return 'birth'
  return person.sex && sexes[person.sex] && sexes[person.sex] !== card.sex ? 'sex' : undefined
}
