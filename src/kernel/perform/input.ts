import { refuse } from '../grammar/refusal.ts'
import type { Text } from '../grammar/texts.ts'

const longest = 100_000
const deepest = 40
/** R4 Datatypes, string: no characters below 32 but tab, carriage return and line feed; NUL and half characters no database keeps either. */
const control = /[^\P{Cc}\t\n\r]/u

const whyNot = (text: string): Text | undefined =>
  control.test(text)
    ? ['含有不能保存的控制字符', 'Contains a control character']
    : !text.isWellFormed()
      ? ['含有残缺的字符', 'Contains half a character (lone surrogate)']
      : text.length > longest
        ? [`内容过长（最多 ${longest} 字）`, `Too long (at most ${longest} characters)`]
        : undefined

/** Refuses text the record cannot keep: control characters, lone surrogates, absurd length or depth, wherever it hides. @throws Refusal 'invalid' with the path */
export function checkText(value: unknown, path = '', depth = 0): void {
  const why: Text | undefined =
    typeof value === 'string' ? whyNot(value) : depth > deepest ? ['嵌套过深', `Nested too deep (at most ${deepest} levels)`] : undefined
  if (why) throw refuse('invalid', why, [{ path, text: why }])
  if (value && typeof value === 'object')
    for (const [name, one] of Object.entries(value)) {
      checkText(name, path)
      checkText(one, path ? `${path}.${name}` : name, depth + 1)
    }
}

/** Refuses a case id or an idempotency key that no index can hold: both come from outside. @throws Refusal 'invalid' */
export function checkKeys(keys: { id?: string | undefined; opId?: string | undefined }): void {
  for (const [name, key] of Object.entries(keys)) {
    checkText(key, name)
    if (key !== undefined && (key === '' || key.length > 200))
      throw refuse(
        'invalid',
        ['编号长度应为 1 至 200 字', 'A key has 1 to 200 characters'],
        [{ path: name, text: ['编号长度应为 1 至 200 字', 'A key has 1 to 200 characters'] }],
      )
  }
}
