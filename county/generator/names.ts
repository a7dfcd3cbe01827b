import table from '../../src/capabilities/visits/codes/icd10.json' with { type: 'json' }

/** Chinese names of diagnoses; what the small table lacks is named here. */
const MORE: Readonly<Record<string, string>> = {
  'W19.x00': '意外跌倒',
  'V89.200': '机动车交通事故',
  'R54.x00': '衰老',
  'H25.900': '老年性白内障',
}

export function diagnosisNames(): (code: string) => string {
  const names = new Map(table.map(([code = '', name = '']) => [code, name]))
  return (code) => names.get(code) ?? MORE[code] ?? ''
}
