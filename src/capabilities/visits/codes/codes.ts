/** The diagnosis tables a doctor picks from. What they hold, and what they do not, is told in README.md beside this file. */
import icd10 from './icd10.json' with { type: 'json' }
import { type Coded, type CodeTable, codeTable } from './table.ts'
import diseases from './tcm-diseases.json' with { type: 'json' }
import syndromes from './tcm-syndromes.json' with { type: 'json' }

export const diagnosisTables = {
  icd10: codeTable(icd10),
  'tcm-disease': codeTable(diseases),
  'tcm-syndrome': codeTable(syndromes),
} satisfies Record<string, CodeTable>

export type DiagnosisSystem = keyof typeof diagnosisTables

/** Diagnoses for what was typed (I10, 高血压, gxy), best first; 20 of ICD-10 unless told otherwise. Ranking: see codeTable. */
export function findDiagnoses(query: string, limit = 20, system: DiagnosisSystem = 'icd10'): Coded[] {
  return diagnosisTables[system].find(query, limit)
}

/** The row of an exact code, undefined when the table has none. */
export function diagnosis(system: DiagnosisSystem, code: string): Coded | undefined {
  return diagnosisTables[system].get(code)
}
