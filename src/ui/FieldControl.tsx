import { Form, Input, InputNumber, Radio, Switch } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '../kernel/grammar/texts.ts'
import { Choice } from './Choice.tsx'
import { fromLocal, toLocal } from './formats.ts'
import { useSay } from './language.tsx'
import type { FieldShape } from './schema.ts'
import { texts } from './texts.ts'

/** What a control is handed by the form. */
export type Field = { id?: string; value?: unknown; onChange?: (value: unknown) => void }
/** How a field looks: its label, a hint, the words of its choices, its unit, or a control of the page's own. */
export type FieldView = {
  text: Text
  help?: Text
  unit?: Text
  choices?: Readonly<Record<string, Text>>
  draw?: (field: Field) => ReactNode
}

/** Up to here choices lie open; more are a list. */
const open = 5

/** One field of a form: label, control, room for what is wrong. */
export function Control({ field, view }: { field: FieldShape; view: Text | FieldView }) {
  const say = useSay()
  const { text, help, ...look }: FieldView = 'text' in view ? view : { text: view }
  return (
    <Form.Item
      name={field.name}
      label={say(text)}
      required={field.required}
      {...(help ? { extra: say(help) } : {})}
      {...(field.kind === 'yes' ? {} : { rules: [{ required: field.required, message: say(texts.required) }] })}
    >
      <Entry field={field} look={look} />
    </Form.Item>
  )
}

/** The control itself; the form gives `id`, `value` and `onChange`. */
function Entry({ field, look, ...given }: Field & { field: FieldShape; look: Omit<FieldView, 'text' | 'help'> }) {
  const say = useSay()
  const { value, onChange, id } = given
  const put = (next: unknown) => onChange?.(next === '' || next === null ? undefined : next)
  const common = { ...(id ? { id } : {}), 'aria-required': field.required }
  const text = typeof value === 'string' ? value : ''
  if (look.draw) return look.draw(given)
  switch (field.kind) {
    case 'choice': {
      const options = (field.choices ?? []).map((choice) => ({
        value: choice,
        label: look.choices?.[choice] ? say(look.choices[choice]) : choice,
      }))
      return options.length <= open ? (
        <Radio.Group {...common} options={options} value={value} onChange={({ target }) => put(target.value)} />
      ) : (
        <Choice {...(id ? { id } : {})} value={text} options={options} clearable={!field.required} onChange={put} />
      )
    }
    case 'yes':
      return (
        <Switch
          {...(id ? { id } : {})}
          checked={value === true}
          onChange={put}
          checkedChildren={say(texts.yes)}
          unCheckedChildren={say(texts.no)}
        />
      )
    case 'number':
    case 'whole':
      return (
        <InputNumber
          {...common}
          value={typeof value === 'number' ? value : null}
          onChange={put}
          controls={false}
          className="cw-short"
          {...(field.kind === 'whole' ? { precision: 0 } : {})}
          {...(look.unit ? { suffix: say(look.unit) } : {})}
        />
      )
    case 'date':
      return <Input {...common} type="date" value={text} onChange={({ target }) => put(target.value)} className="cw-short" />
    case 'instant':
      return (
        <Input
          {...common}
          type="datetime-local"
          value={toLocal(text)}
          onChange={({ target }) => put(fromLocal(target.value))}
          className="cw-short"
        />
      )
    case 'lines':
      return (
        <Input.TextArea
          {...common}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={field.longest}
          value={text}
          onChange={({ target }) => put(target.value)}
        />
      )
    case 'own':
      return null
    default:
      return <Input {...common} maxLength={field.longest} value={text} onChange={({ target }) => put(target.value)} />
  }
}
