import { LRUCache } from 'lru-cache'
import { RE2JS } from 're2js'
import { Misuse } from './error.ts'

const kept = new LRUCache<string, RE2JS>({ max: 500 })

/** JavaScript's spelling (`\p{Script=Han}`) as RE2 knows it. */
const spelled = (source: string) => RE2JS.translateRegExp(source.replace(/\\([pP])\{(?:Script|sc|General_Category|gc)=/g, '\\$1{'))

function compiled(source: string): RE2JS {
  const known = kept.get(source)
  if (known) return known
  try {
    const made = RE2JS.compile(spelled(source), RE2JS.DOTALL)
    kept.set(source, made)
    return made
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'no pattern'
    throw new Misuse(`${JSON.stringify(source.slice(0, 60))} is not a regular expression that can be used here: ${why}`)
  }
}

/**
 * Whether a part of the text is as the pattern says: RE2 (https://github.com/google/re2/wiki/Syntax), since patterns come from outside and its time grows with the text
 * alone, whatever the pattern. `.` is any character, `\s`, `\w`, `\d` those of ASCII. @throws Misuse for no pattern, for references back, looking around and more than 1000 times
 */
export const matchesPattern = (text: string, source: string): boolean => compiled(source).test(text)
