import { App } from 'antd'
import type { Ref } from 'react'
import { api, textOf } from './api.ts'
import { Combo, type ComboHandle } from './Combo.tsx'
import type { Person } from './contract.ts'
import { age, shown } from './formats.ts'
import { type Say, useSay } from './language.tsx'
import { texts } from './texts.ts'

const sexes: Readonly<Record<string, (typeof texts)[keyof typeof texts]>> = {
  male: texts.male,
  female: texts.female,
  other: texts.otherSex,
  unknown: texts.unknownSex,
}
/** Sex in words. */
export const sexOf = (sex: string, say: Say) => say(sexes[sex] ?? texts.unknownSex)
/** Age in words, as of today or a day. */
export function ageOf(birthDate: string | null | undefined, say: Say, at?: string) {
  const found = age(birthDate, at)
  return found ? say(texts[found.unit], { value: found.value }) : shown(null)
}

/**
 * Finds a resident by name characters, pinyin, initials, identity number or phone; a scanner types the number and Enter into the same field.
 * Numbers come masked or whole as the session may see them.
 */
export function PatientPicker(props: {
  onPick: (person: Person) => void
  autoFocus?: boolean
  disabled?: boolean
  id?: string
  ref?: Ref<ComboHandle>
}) {
  const say = useSay()
  const { message } = App.useApp()
  return (
    <Combo<Person>
      {...props}
      label={say(texts.findPatient)}
      placeholder={say(texts.findPatientHint)}
      find={async (q, signal) => (await api.get<{ persons: readonly Person[] }>('/persons', { q, limit: 20 }, signal)).persons}
      keyOf={({ person }) => person}
      nameOf={({ name }) => name}
      onError={(error) => void message.error(say(textOf(error)))}
      show={(one) => (
        <span className="cw-person">
          <strong>{one.name}</strong>
          <span>{sexOf(one.sex, say)}</span>
          <span>{ageOf(one.birthDate, say)}</span>
          <span>{shown(one.idCard)}</span>
          <span>{shown(one.phone)}</span>
        </span>
      )}
    />
  )
}
