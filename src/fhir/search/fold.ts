const PLAIN = /^[\x20-\x7e]*$/

/**
 * A text as searches compare it: without regard to case, accents, width (`Ａ` = `A`) and runs of white space
 * (http://hl7.org/fhir/R4/search.html#string).
 */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.includes('  ') ? text.toLowerCase().replace(/ +/g, ' ').trim() : text.toLowerCase().trim()
  const bare = text.normalize('NFKD').replace(/\p{Mn}/gu, '')
  return bare.toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()
}
