import { say, type Text } from './texts.ts'

type Values = Readonly<Record<string, string | number | Text>>

/** A sentence in both languages with its `{name}` places filled in; a value that is a text goes in in the same language. A place without a value stays as it is. */
export const fill = (text: Text, values: Values): Text => [say(text, 'zh', inOne(values, 0)), say(text, 'en', inOne(values, 1))]

const inOne = (values: Values, language: 0 | 1) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? value[language] : value]))
