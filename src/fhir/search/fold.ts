/** Letters, digits and Chinese characters, of which nothing but case is to be folded. */
const PLAIN = /^[0-9A-Za-z \u4e00-\u9fff]*$/

/**
 * A text as searches compare it: without regard to case, accents, punctuation (阿不都·热合曼 = 阿不都热合曼), width (`Ａ` = `A`) and runs of white space
 * (http://hl7.org/fhir/R4/search.html#string).
 */
export function folded(text: string): string {
  if (!PLAIN.test(text))
    return text
      .normalize('NFKD')
      .replace(/[\p{Mn}\p{P}]/gu, '')
      .toLowerCase()
      .normalize('NFKC')
      .replace(/\s+/gu, ' ')
      .trim()
  const lower = text.toLowerCase()
  return lower.includes(' ') ? lower.replace(/ +/g, ' ').trim() : lower
}
