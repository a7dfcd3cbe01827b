import { isObject } from '../validate/context.ts'

/** Whether two JSON values are the same, members in any order (R4 `fixed[x]`: exactly this). */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => isSame(one, b[i]))
  if (!isObject(a) || !isObject(b)) return a === b
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
}

/** Whether a value has at least what the pattern says; of a list each item of the pattern is found (R4 `pattern[x]`). */
export function fits(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) return Array.isArray(value) && pattern.every((one) => value.some((item) => fits(item, one)))
  if (!isObject(pattern)) return value === pattern
  return isObject(value) && Object.keys(pattern).every((name) => fits(value[name], pattern[name]))
}
