/** Characters in XML 1.0: what it cannot hold, and how the rest is written in an attribute. */

/** Sections 2.2 and 3.3.3 of XML 1.0: no control characters but tab and line ends, no half surrogate pairs, no U+FFFE and U+FFFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const IMPOSSIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF\p{Surrogate}]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: a first look without the u flag, which costs ten times as much
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF\uD800-\uDFFF]/
const MARKUP = /[&<"\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' }

/** The first character of a text that XML 1.0 cannot hold in any form, as U+0000; nothing when all can be held. */
export function impossibleCharacter(text: string): string | undefined {
  const found = SUSPECT.test(text) ? IMPOSSIBLE.exec(text) : null
  return found ? `U+${found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` : undefined
}

/** The text as the value of an attribute in double quotes. Tabs and line ends are escaped, or a reader would make spaces of them. */
export const escapeAttribute = (text: string): string =>
  MARKUP.test(text) ? text.replace(/[&<"\t\n\r]/g, (character) => ESCAPES[character]!) : text
