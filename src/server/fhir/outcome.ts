/** An issue of an OperationOutcome; `code` is from the R4 IssueType value set. */
export type OutcomeIssue = {
  severity: 'fatal' | 'error' | 'warning' | 'information'
  code: string
  diagnostics: string
  expression?: readonly string[] | undefined
}

/** What the FHIR door answers instead of a result: a status and the issues that say what, where and how to mend it. */
export class FhirRefusal extends Error {
  readonly status: number
  readonly issues: readonly OutcomeIssue[]
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, issues: readonly OutcomeIssue[], headers: Readonly<Record<string, string>> = {}) {
    super(issues[0]?.diagnostics ?? String(status))
    this.status = status
    this.issues = issues
    this.headers = headers
  }
}

/** A refusal with one issue. */
export const refuseFhir = (status: number, code: string, diagnostics: string, ...expression: string[]): FhirRefusal =>
  new FhirRefusal(status, [{ severity: 'error', code, diagnostics, ...(expression.length ? { expression } : {}) }])

/** What the work answers; where it is refused, its issues name this path. */
export function toldAt<T>(expression: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof FhirRefusal)) throw error
    throw new FhirRefusal(
      error.status,
      error.issues.map((issue) => ({ ...issue, expression: [expression] })),
      error.headers,
    )
  }
}

/** Issues that name one path each (of parsing and validating) as those of an OperationOutcome. */
export const outcomeIssues = (issues: readonly (Omit<OutcomeIssue, 'expression'> & { expression: string })[]): OutcomeIssue[] =>
  issues.map(({ expression, ...issue }) => ({ ...issue, expression: [expression] }))

/** The issues as the text of an OperationOutcome. */
export const outcomeText = (issues: readonly OutcomeIssue[]): string => JSON.stringify({ resourceType: 'OperationOutcome', issue: issues })
