import { Refusal } from '../../kernel/grammar/refusal.ts'
import { FhirRefusal } from '../fhir/outcome.ts'
import { NotSignedIn } from '../refusals.ts'

const realm = 'realm="Countywide FHIR"'
const refusal = (status: number, code: string, diagnostics: string, headers?: Readonly<Record<string, string>>) =>
  new FhirRefusal(status, [{ severity: 'error', code, diagnostics }], headers)

/** Nobody: neither token nor session. RFC 6750, 3.1: then no error is named. */
export const noToken = (): FhirRefusal =>
  refusal(401, 'login', 'Sign in, or send a token: Authorization: Bearer <token from /oauth/token>', {
    'www-authenticate': `Bearer ${realm}`,
  })

/** A token that opens nothing. Which of the reasons it is is not told. */
export const badToken = (): FhirRefusal =>
  refusal(401, 'login', 'The token is unknown, expired or revoked: ask /oauth/token for a new one', {
    'www-authenticate': `Bearer ${realm}, error="invalid_token", error_description="the token is unknown, expired or revoked"`,
  })

/** What the guard refuses, in the words of FHIR. @param nobody whether not even a session was tried */
export function fhirWords(error: Error, nobody: boolean): Error {
  if (error instanceof Refusal && nobody) return noToken()
  if (error instanceof NotSignedIn) return refusal(401, 'login', error.text[1], { 'www-authenticate': `Bearer ${realm}` })
  return error instanceof Refusal && error.kind === 'forbidden' ? refusal(403, 'forbidden', error.text[1]) : error
}
