import { Alert, Form, type FormInstance, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { useSay } from '../../../ui/language.tsx'
import { texts as kit } from '../../../ui/texts.ts'

type Frame<T extends object> = {
  title: string
  form: FormInstance<T>
  initialValues: Partial<T>
  /** Whether this post may change it; otherwise it is shown closed. */
  writable: boolean
  busy: boolean
  problem: Text | undefined
  submit: (values: T) => void
  close: () => void
  /** The field in which one begins to type. */
  first?: string | undefined
  /** Above the fields, and behind them: what else can be done with it. */
  before?: ReactNode
  after?: ReactNode
  children: ReactNode
}

/** An account, a role or a machine client in a window: its fields, what was refused, and what else can be done with it. */
export function RecordDialog<T extends object>(frame: Frame<T>) {
  const { title, form, initialValues, writable, busy, problem, submit, close, first, before, after, children } = frame
  const say = useSay()
  return (
    <Modal
      open
      width={720}
      title={title}
      onCancel={close}
      afterOpenChange={(open) => {
        // not by autoFocus: the window takes the focus to itself when it has opened
        if (open && first) form.getFieldInstance(first as never)?.focus()
      }}
      onOk={() => form.submit()}
      okText={say(kit.save)}
      cancelText={say(kit.cancel)}
      okButtonProps={{ loading: busy, disabled: !writable }}
      mask={{ closable: false }}
    >
      {before}
      <Form<T>
        form={form}
        layout="vertical"
        disabled={!writable}
        onFinish={submit}
        scrollToFirstError={{ focus: true }}
        initialValues={initialValues}
      >
        {children}
        {problem && <Alert type="error" showIcon title={say(problem)} role="alert" className="cw-gap" />}
      </Form>
      {after}
    </Modal>
  )
}
