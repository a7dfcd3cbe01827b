import type { ValueSet } from '../codes/value-sets.ts'

/** 险种, codes of the national insurance platform (医保信息业务编码): those a county settles with. */
export const insurances = {
  '310': ['城镇职工', 'Employees'],
  '390': ['城乡居民', 'Residents'],
  '900': ['自费', 'None, pays himself'],
} as const satisfies ValueSet

/** The Chinese words of codes, as a column of a file allows them. */
export const inChinese = <S extends ValueSet>(set: S): Record<keyof S & string, string> =>
  Object.fromEntries(Object.entries(set).map(([code, [zh]]) => [code, zh])) as Record<keyof S & string, string>
