import { Alert, App, Button, Form } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react'
import type { z } from 'zod'
import type { AnyOperation } from '../kernel/grammar/operation.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { Performed } from './contract.ts'
import { drafts } from './draft.ts'
import { Control, type FieldView } from './FieldControl.tsx'
import { useKeys } from './keys.ts'
import { useSay } from './language.tsx'
import { fieldsOf } from './schema.ts'
import { texts } from './texts.ts'
import type { Performing } from './usePerform.ts'

/** Every field of the input has its words, or is left out on purpose with `null` (then `fixed` gives it): a forgotten one does not compile. */
export type FieldViews<I> = { readonly [K in keyof Required<I> & string]: Text | FieldView | null }

/**
 * A form for one verb, from its input schema: required fields are checked here, everything else by the server, whose words appear under the fields.
 * Ctrl + Enter sends. What is typed is kept under `draft` until it was taken. After a broken line the same words go out under the same key.
 */
export function OperationForm<Schema extends z.ZodType>(props: {
  operation: Pick<AnyOperation, 'text' | 'confirm'> & { input: Schema }
  fields: FieldViews<z.input<Schema>>
  submit: (input: z.input<Schema>) => Promise<Performed | undefined>
  performing: Performing
  draft: string
  /** From the opened case's `verbs`: why it cannot be done now. */
  allowed?: true | Text
  initial?: Partial<z.input<Schema>>
  /** Parts of the input that are not typed. */
  fixed?: Partial<z.input<Schema>>
  onDone?: (done: Performed) => void
  onCancel?: () => void
  children?: ReactNode
}) {
  const { operation, fields, performing, draft, allowed = true, initial, fixed, onDone, onCancel } = props
  const { refusal, failure, busy } = performing
  const say = useSay()
  const { modal, message } = App.useApp()
  const [form] = Form.useForm()
  const shown = useMemo(() => fieldsOf(operation.input), [operation.input])
  useKeys([{ keys: 'ctrl+enter', text: texts.submitKey }])

  useEffect(() => form.setFieldsValue(drafts.get(draft) ?? {}), [form, draft])
  useEffect(() => {
    if (!refusal) return
    const wrong = refusal.fields.map(({ path, text }) => ({ name: path.split('.'), errors: [say(text)] }))
    form.setFields(wrong)
    if (wrong[0]) form.scrollToField(wrong[0].name, { block: 'center', focus: true })
  }, [refusal, form, say])

  const send = async (values: object) => {
    if (
      operation.confirm &&
      !(await modal.confirm({ title: say(operation.confirm), okText: say(operation.text), cancelText: say(texts.cancel), icon: null }))
    )
      return
    const done = await props.submit({ ...given(values), ...fixed } as z.input<Schema>)
    if (!done) return
    drafts.drop(draft)
    form.resetFields()
    message.success(say(texts.saved))
    onDone?.(done)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.submit()
  }
  const elsewhere = refusal?.fields.filter(({ path }) => !shown.some(({ name }) => name === path.split('.')[0])) ?? []
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={allowed !== true}
      {...(initial ? { initialValues: initial } : {})}
      onValuesChange={(_, values) => drafts.set(draft, values)}
      onFinish={send}
      onKeyDown={onKeyDown}
      scrollToFirstError={{ focus: true, block: 'center' }}
    >
      {shown.map((field) => {
        const view = fields[field.name as keyof typeof fields]
        return view && <Control key={field.name} field={field} view={view} />
      })}
      {props.children}
      {refusal && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="cw-gap"
          title={[refusal.text, ...elsewhere.map(({ text }) => text)].map((text) => say(text)).join(' ')}
        />
      )}
      {failure && <Alert type="warning" showIcon role="alert" className="cw-gap" title={say(failure.text)} />}
      {allowed !== true && <p className="cw-muted">{say(allowed)}</p>}
      <div className="cw-row">
        <Button type="primary" htmlType="submit" loading={busy !== undefined}>
          {say(failure ? texts.retry : operation.text)}
        </Button>
        {onCancel && (
          <Button onClick={onCancel} disabled={false}>
            {say(texts.cancel)}
          </Button>
        )}
      </div>
    </Form>
  )
}

/** What was filled in; an emptied field is an absent one. */
export const given = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''))
