import { z } from 'zod'
import type { FieldProblem } from '../grammar/refusal.ts'

const zh = z.locales.zhCN().localeError
const en = z.locales.en().localeError
const words = (message: ReturnType<typeof zh>) => (typeof message === 'string' ? message : (message?.message ?? ''))
const missing = (issue: z.core.$ZodIssue) => issue.code === 'invalid_type' && issue.input === undefined

/** What a schema found (parsed with `reportInput`), in both languages. A schema's own message is written `中文 | English`. */
export function problemsOf({ issues }: { issues: readonly z.core.$ZodIssue[] }): FieldProblem[] {
  return issues.map((issue) => {
    const [own, ownEnglish] = issue.message.split(' | ')
    const raw = issue as z.core.$ZodRawIssue
    const text = missing(issue)
      ? (['必填', 'Required'] as const)
      : own && ownEnglish
        ? ([own, ownEnglish] as const)
        : ([words(zh(raw)), words(en(raw))] as const)
    return { path: issue.path.map(String).join('.'), text }
  })
}
