import type { Text } from '../../../kernel/grammar/texts.ts'
import { familyRelations, maritalStatuses, nationalities } from '../../../patterns/codes/value-sets.ts'
import { insurances } from '../../../patterns/patient/codes.ts'
import type { Resident } from '../../../patterns/patient/shape.ts'
import { useDivisions } from '../../../patterns/patient/web/useDivisions.ts'
import { day, shown } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { ageOf, sexOf } from '../../../ui/PatientPicker.tsx'
import { texts } from '../texts.ts'
import { useOrganizations } from './queries.ts'
import { words } from './words.ts'

/** What is known of a resident: who and where he is always, what only a register tells when it does. */
export function Facts({ resident: r }: { resident: Resident }) {
  const say = useSay()
  const divisions = useDivisions()
  const organization = useOrganizations().data?.find(({ id }) => id === r.organization)?.name
  const place = (code?: string) => code && (divisions.find((one) => one.code === code)?.name ?? code)
  const word = (text: Text | undefined) => text && say(text)
  const yesNo = (value: boolean | undefined) => (value === undefined ? undefined : say(value ? texts.yes : texts.no))
  const facts: readonly (readonly [Text, string | undefined])[] = [
    [texts.sex, sexOf(r.sex, say)],
    [words.age, ageOf(r.birthDate, say, r.diedOn)],
    [texts.birthDate, day(r.birthDate)],
    [texts.idCard, r.idCard],
    [texts.phone, r.phone],
    [texts.township, place(r.township)],
    [texts.village, place(r.village)],
    [texts.address, r.address],
    [texts.contactName, r.contactName],
    [texts.contactPhone, r.contactPhone],
    [texts.organization, organization],
  ]
  const registered: readonly (readonly [Text, string | undefined])[] = [
    [texts.livesHere, yesNo(r.resident)],
    [texts.registered, yesNo(r.registered)],
    [texts.household, r.household],
    [texts.relation, word(r.relation && familyRelations[r.relation])],
    [texts.insurance, word(r.insurance && insurances[r.insurance])],
    [texts.nation, word(r.nation && nationalities[r.nation])],
    [texts.marital, word(r.marital && maritalStatuses[r.marital])],
    [texts.movedIn, r.movedIn],
    [texts.movedOut, r.movedOut],
    [texts.diedOn, r.diedOn],
  ]
  return (
    <dl className="resident-facts">
      {[...facts, ...registered.filter(([, value]) => value !== undefined)].map(([text, value]) => (
        <div key={text[1]}>
          <dt>{say(text)}</dt>
          <dd>{shown(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
