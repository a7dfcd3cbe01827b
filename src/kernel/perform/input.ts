import { refuse } from '../grammar/refusal.ts'

const longest = 100_000

/** Refuses text the record cannot keep: NUL, lone surrogates, or absurd length, wherever it hides. @throws Refusal 'invalid' with the path */
export function checkText(value: unknown, path = ''): void {
  if (typeof value === 'string') {
    const why: readonly [string, string] | undefined = value.includes('\0')
      ? ['含有不能保存的字符（NUL）', 'Contains a NUL character']
      : !value.isWellFormed()
        ? ['含有残缺的字符', 'Contains half a character (lone surrogate)']
        : value.length > longest
          ? [`内容过长（最多 ${longest} 字）`, `Too long (at most ${longest} characters)`]
          : undefined
    if (why) throw refuse('invalid', why, [{ path, text: why }])
  } else if (value && typeof value === 'object')
    for (const [name, one] of Object.entries(value)) {
      checkText(name, path)
      checkText(one, path ? `${path}.${name}` : name)
    }
}
