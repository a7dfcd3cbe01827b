import { Form, Input } from 'antd'
import { useSay } from '../ui/language.tsx'
import { texts } from '../ui/texts.ts'

/** Shortest password taken; the server decides, this only saves a round trip. */
const shortest = 10

/** New password and the same again: the two fields that first run and a changed password share. */
export function NewPassword({ name }: { name: string }) {
  const say = useSay()
  return (
    <>
      <Form.Item
        name={name}
        label={say(name === 'password' ? texts.password : texts.newPassword)}
        extra={say(texts.passwordRule)}
        rules={[{ required: true, min: shortest, message: say(texts.passwordShort) }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={say(texts.repeatPassword)}
        dependencies={[name]}
        rules={[
          { required: true, message: say(texts.required) },
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              !value || getFieldValue(name) === value ? Promise.resolve() : Promise.reject(new Error(say(texts.passwordsDiffer))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
