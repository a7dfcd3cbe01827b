import type { Text, Texts } from '../../kernel/grammar/texts.ts'

/** Keys that have their definition beside them: `bedUse` with `bedUseDefinition`. */
type Defined<T extends Texts> = { [K in keyof T & string]: `${K}Definition` extends keyof T ? K : never }[keyof T & string]

/** Name and definition of an indicator from a capability's texts, by one key. */
export const wordsOf =
  <const T extends Texts>(texts: T) =>
  (key: Defined<T>): { text: Text; definition: Text } => ({ text: texts[key]!, definition: texts[`${key}Definition`]! })

/** Residents on the last day of a period: from the register of residents, else from the last count of the population. */
export const people = 'or(residents.count, population.count)'
/** The mean of the months. */
export const meanPeople = `avg(${people})`
