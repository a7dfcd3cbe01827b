import type { z } from 'zod'
import type { FieldProblem } from '../grammar/refusal.ts'
import type { Text } from '../grammar/texts.ts'

type ZodIssue = z.core.$ZodIssue
const limit = (i: { minimum?: unknown; maximum?: unknown }) => String(i.minimum ?? i.maximum)

/** What a schema found, as field problems in both languages. */
export function problemsOf(error: { issues: readonly ZodIssue[] }, input: unknown): FieldProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), text: wordsOf(issue, at(input, issue.path)) }))
}

const at = (input: unknown, path: readonly PropertyKey[]) => path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input)

function wordsOf(issue: ZodIssue, value: unknown): Text {
  if (value === undefined || value === null || value === '') return ['必填', 'Required']
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'number' ? [`不能小于 ${limit(issue)}`, `At least ${limit(issue)}`] : [`至少 ${limit(issue)} 个`, `At least ${limit(issue)}`]
    case 'too_big':
      return issue.origin === 'number' ? [`不能大于 ${limit(issue)}`, `At most ${limit(issue)}`] : [`最多 ${limit(issue)} 个字符`, `At most ${limit(issue)} characters`]
    case 'invalid_format':
      return issue.format === 'date' ? ['日期无效，应为 YYYY-MM-DD', 'Not a date (YYYY-MM-DD)'] : ['格式不正确', 'Wrong format']
    case 'invalid_value':
      return [`只能是：${issue.values.join('、')}`, `One of: ${issue.values.join(', ')}`]
    case 'invalid_type':
      return [`类型不正确（应为 ${issue.expected}）`, `Wrong type (expected ${issue.expected})`]
    default:
      return ['填写有误', issue.message]
  }
}
