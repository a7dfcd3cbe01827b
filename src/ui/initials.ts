/** The first syllable of each letter in the pinyin order that browsers sort Chinese by (CLDR); i, u and v begin no syllable. */
const letters = 'abcdefghjklmnopqrstwxyz'
const heads = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七然撒他穵夕丫帀'
/** Common letters of indicator names with a second reading that sorting does not know. */
const also: Readonly<Record<string, string>> = { 长: 'cz', 调: 'dt', 重: 'zc', 行: 'xh', 率: 'ls', 数: 'sc', 处: 'c', 差: 'cz' }
const order = new Intl.Collator('zh-CN-u-co-pinyin')
const known = new Map<string, string>()

/** The initials a letter may be typed by: of a Chinese one those of its pinyin, of any other the letter itself. */
function initialsOf(letter: string): string {
  if (!/\p{Script=Han}/u.test(letter)) return letter.toLowerCase()
  const given = also[letter] ?? known.get(letter)
  if (given) return given
  let found = ''
  for (let at = 0; at < heads.length && order.compare(letter, heads[at]!) >= 0; at++) found = letters[at]!
  known.set(letter, found)
  return found
}

/**
 * Whether a name is meant by what was typed: as a piece of it, or as the pinyin initials of a run of its letters (`zyr` in 平均住院日).
 * Without a table of pinyin, which would be larger than the page: the browser's own sorting knows the first syllables.
 */
export function meant(name: string, typed: string): boolean {
  const sought = typed.trim().toLowerCase()
  if (name.toLowerCase().includes(sought)) return true
  if (!/^[a-z0-9]+$/.test(sought)) return false
  const spelt = [...name].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).map(initialsOf)
  return spelt.some((_, start) => [...sought].every((letter, at) => spelt[start + at]?.includes(letter)))
}
