import { PatchFault, patched } from '../../../fhir/json-patch.ts'
import { refuseFhir } from '../outcome.ts'
import type { Intent } from './intent.ts'

/** A JSON Patch as an intent applies it; `at`: where it stands in a Bundle. @throws FhirRefusal 415 for another kind of patch; when applied 400 where it is no patch, 422 where it does not fit the document */
export function patchOf(text: string, mediaType: string | undefined, ...at: string[]): NonNullable<Intent['patch']> {
  if (mediaType !== undefined && !/^application\/json-patch\+json/i.test(mediaType))
    throw refuseFhir(415, 'not-supported', 'A patch is a JSON Patch: send it as application/json-patch+json.', ...at)
  return (doc) => {
    try {
      return patched(doc, text)
    } catch (error) {
      if (!(error instanceof PatchFault)) throw error
      throw refuseFhir(error.malformed ? 400 : 422, error.malformed ? 'structure' : 'processing', error.message, ...at)
    }
  }
}
