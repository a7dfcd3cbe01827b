import type { Sieve } from '../../fhir/search/sieves.ts'

/** Whether a sieve asks for nothing but the span of the main date. */
export const asksDatesOnly = (sieve: Sieve): boolean =>
  sieve.kind === 'at' || ((sieve.kind === 'and' || sieve.kind === 'or') && sieve.of.every(asksDatesOnly))
/** Whether a sieve asks for the last change, which only the document's own row tells. */
export const asksUpdated = (sieve: Sieve): boolean =>
  sieve.kind === 'updated' ||
  (sieve.kind === 'not' ? asksUpdated(sieve.of) : (sieve.kind === 'and' || sieve.kind === 'or') && sieve.of.some(asksUpdated))
