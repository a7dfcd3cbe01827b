import type { FormInstance } from 'antd'
import { useState } from 'react'
import type { Text } from '../kernel/grammar/texts.ts'
import { ApiRefusal, textOf } from './api.ts'
import { useSay } from './language.tsx'

/** `grants.0.role` as antd names fields: `['grants', 0, 'role']`. */
export const fieldName = (path: string) => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

type Name = ReturnType<typeof fieldName>
/** Each complaint under the input it is about: of `scopes.2` or `jwks.keys.0` that is the one that holds the whole list. */
function under(form: Pick<FormInstance, 'getFieldInstance'>, said: readonly (readonly [Name, string])[]) {
  const inputs = new Map<string, { name: Name; errors: string[] }>()
  for (const [path, text] of said) {
    let name = path
    while (name.length > 1 && !form.getFieldInstance(name)) name = name.slice(0, -1)
    const input = inputs.get(name.join('.')) ?? { name: form.getFieldInstance(name) ? name : path, errors: [] }
    inputs.set(name.join('.'), { ...input, errors: [...input.errors, text] })
  }
  return [...inputs.values()]
}

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
        form.setFields(
          under(
            form,
            error.fields.map(({ path, text }) => [fieldName(path), say(text)]),
          ),
        )
    } finally {
      setBusy(false)
    }
  }
  return { busy, refused, submit }
}
