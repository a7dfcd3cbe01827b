import { defineTexts } from '../../../kernel/grammar/texts.ts'

/** Words of the residents' pages; the words of the record stand in ../texts.ts. */
export const words = defineTexts({
  start: ['查找居民，或登记新居民', 'Find a resident, or register a new one'],
  registerNew: ['登记新居民', 'Register a new resident'],
  registered: ['已登记', 'Registered'],
  age: ['年龄', 'Age'],
  visits: ['就诊时间线', 'Visits'],
  noVisits: ['没有就诊记录', 'No visits'],
  history: ['修改记录', 'Changes'],
  toSearch: ['查找居民', 'Find a resident'],
})
