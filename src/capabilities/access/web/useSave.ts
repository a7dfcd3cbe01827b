import type { FormInstance } from 'antd'
import { useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { ApiRefusal, textOf } from '../../../ui/api.ts'
import { useSay } from '../../../ui/language.tsx'
import { fieldName } from './field-name.ts'

/** Sends a form once at a time; a refusal's fields go under their inputs, its own words above the buttons. */
export function useSave<T>(form: FormInstance, send: (values: T) => Promise<void>) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Text>()
  const save = async (values: T) => {
    setBusy(true)
    setRefused(undefined)
    try {
      await send(values)
    } catch (error) {
      setRefused(textOf(error))
      if (error instanceof ApiRefusal)
        form.setFields(error.fields.map(({ path, text }) => ({ name: fieldName(path), errors: [say(text)] })))
    } finally {
      setBusy(false)
    }
  }
  return { busy, refused, save }
}
