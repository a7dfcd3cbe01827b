import type { FormInstance } from 'antd'
import { useState } from 'react'
import type { Text } from '../kernel/grammar/texts.ts'
import { ApiRefusal, textOf } from './api.ts'
import { useSay } from './language.tsx'

/** `grants.0.role` as antd names fields: `['grants', 0, 'role']`. */
export const fieldName = (path: string) => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** Sends a form once at a time; a refusal's fields go under their inputs, its own words above the buttons. */
export function useSubmit<T>(form: FormInstance, send: (values: T) => Promise<void>) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Text>()
  const submit = async (values: T) => {
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
  return { busy, refused, submit }
}
