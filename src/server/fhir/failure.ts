import { randomUUID } from 'node:crypto'
import { XmlError } from '../../fhir/xml/to-xml.ts'
import { answerTo, NotSignedIn } from '../refusals.ts'
import type { Answer } from './answer.ts'
import { FhirRefusal, type OutcomeIssue, outcomeText } from './outcome.ts'

/** R4 IssueType of the house's statuses. */
const codes: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-long',
  414: 'too-long',
  415: 'not-supported',
  503: 'transient',
}

/** Depth that a walk by recursion cannot follow is the sender's fault, wherever it shows. */
const isTooDeep = (error: unknown) => error instanceof RangeError && /call stack/.test(error.message)

/** What is answered to whatever was thrown: every fault is an OperationOutcome. Bugs are told to `log` by a number, without data. */
export function failure(error: unknown, log: (id: string, error: unknown) => void): Answer {
  if (error instanceof FhirRefusal) return { status: error.status, body: outcomeText(error.issues), headers: error.headers }
  const one = (
    status: number,
    code: string,
    diagnostics: string,
    headers: Answer['headers'] = {},
    expression?: readonly string[],
  ): Answer => {
    const issue: OutcomeIssue = { severity: status >= 500 ? 'fatal' : 'error', code, diagnostics, expression }
    return { status, body: outcomeText([issue]), headers }
  }
  if (error instanceof XmlError) return one(406, 'not-supported', `${error.message} Ask for application/fhir+json.`, {}, [error.expression])
  if (isTooDeep(error)) return one(400, 'structure', 'Nested too deep.')
  const known = answerTo(error)
  if (!known) {
    const id = randomUUID()
    log(id, error)
    return one(500, 'exception', `Internal error, number ${id}: tell the administrator.`)
  }
  const { status, body } = known
  const said = [body.refusal.text[1], ...(body.refusal.fields ?? []).map((field) => `${field.path}: ${field.text[1]}`)].join('; ')
  const headers: Record<string, string> =
    status === 503 ? { 'retry-after': '2' } : error instanceof NotSignedIn ? { 'www-authenticate': 'Bearer' } : {}
  return one(status, codes[status] ?? 'processing', said, headers)
}
