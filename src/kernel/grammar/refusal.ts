import { say, type Text } from './texts.ts'

/** The five ways the system says no. Anything else that is thrown is a bug and becomes a 500. */
export const refusals = {
  invalid: { status: 400, issue: 'invalid' },
  forbidden: { status: 403, issue: 'forbidden' },
  missing: { status: 404, issue: 'not-found' },
  conflict: { status: 409, issue: 'conflict' },
  busy: { status: 503, issue: 'throttled' },
} as const

export type RefusalKind = keyof typeof refusals
/** Which field of the input is wrong and why: what the form shows under it. */
export type FieldProblem = { path: string; text: Text }

/** A refusal with its reason in both languages: what, where, how to mend. Returned by `decide` or thrown anywhere below a door. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly text: Text
  readonly fields: readonly FieldProblem[]
  constructor(kind: RefusalKind, text: Text, fields: readonly FieldProblem[] = []) {
    super(say(text, 'en'))
    this.kind = kind
    this.text = text
    this.fields = fields
  }
}
export const refuse = (kind: RefusalKind, text: Text, fields?: readonly FieldProblem[]) => new Refusal(kind, text, fields)
