/** Words in two columns: Chinese, the source, and English. A row without its pair does not compile. */
export type Text = readonly [zh: string, en: string]
export type Texts = Readonly<Record<string, Text>>
export type Language = 'zh' | 'en'

export const defineTexts = <const T extends Texts>(texts: T): T => texts

/** The word in a language, with `{name}` places filled in. */
export function say([zh, en]: Text, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return (language === 'zh' ? zh : en).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
