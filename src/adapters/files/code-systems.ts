import { tcmSystem } from '../../capabilities/visits/fhir.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import {
  icd9InsuranceSystem,
  icd9System,
  icd10InsuranceSystem,
  icd10System,
  insuranceMappings,
  insuranceOwner,
} from '../../patterns/codes/systems.ts'
import type { InsuredKind, LocalKind } from './kind.ts'

/** The official tables a deployer may have (standards part 14.5). A mapping table holds, for each code, the one it becomes. */
export type CodeSystem = { system: string; text: Text; target?: true }
export const codeSystems = {
  icd10: { system: icd10System, text: ['疾病分类与代码（国家临床版 ICD-10）', 'Diseases, ICD-10 国家临床版'] },
  'icd10-insurance': { system: icd10InsuranceSystem, text: ['医保疾病诊断分类与代码', 'Diseases, ICD-10 of the insurance'] },
  icd9: { system: icd9System, text: ['手术操作分类与代码（国家临床版 ICD-9-CM-3）', 'Operations, ICD-9-CM-3 国家临床版'] },
  'icd9-insurance': {
    system: icd9InsuranceSystem,
    text: ['医保手术操作分类与代码', 'Operations, ICD-9-CM-3 of the insurance'],
  },
  tcm: { system: tcmSystem, text: ['中医病证分类与代码（GB/T 15657）', 'TCM diseases and syndromes, GB/T 15657'] },
  drug: { system: 'urn:countywide:drug', text: ['医保药品分类与代码', 'Drugs of the insurance'] },
  item: { system: 'urn:countywide:service-item', text: ['医疗服务项目分类与代码', 'Medical service items'] },
  consumable: { system: 'urn:countywide:consumable', text: ['医保医用耗材分类与代码', 'Consumables of the insurance'] },
  'icd10-map': {
    system: insuranceMappings.diagnosis.map,
    text: ['疾病编码对照：国家临床版 → 医保版', 'Diseases: 国家临床版 to insurance'],
    target: true,
  },
  'icd9-map': {
    system: insuranceMappings.operation.map,
    text: ['手术编码对照：国家临床版 → 医保版', 'Operations: 国家临床版 to insurance'],
    target: true,
  },
} as const satisfies Readonly<Record<string, CodeSystem>>
export type CodeSystemName = keyof typeof codeSystems

/** In which tables a code of an institution's own may have its meaning; departments have theirs in the directory. */
const ownTables: Readonly<Record<LocalKind, readonly CodeSystemName[]>> = {
  diagnosis: ['icd10', 'tcm'],
  operation: ['icd9'],
  drug: ['drug'],
  item: ['item', 'consumable'],
  department: [],
}
export const departmentTarget = 'organization'

/** How a table of decisions names it, in its column of institutions. */
export const insuranceOwnerName = '医保'
export const insuranceOwnerText: Text = ['国临版 → 医保版（全县）', 'National clinical → insurance (county)']
/** Of which national table the codes are, and in which of the insurance they have their meaning. */
export const insuranceTables = {
  diagnosis: { from: icd10System, table: 'icd10-insurance' },
  operation: { from: icd9System, table: 'icd9-insurance' },
} as const satisfies Readonly<Record<InsuredKind, { from: string; table: CodeSystemName }>>

/** In which tables a code of the work list may have its meaning. */
export const tablesOf = (kind: LocalKind, institution: string): readonly CodeSystemName[] =>
  institution !== insuranceOwner ? ownTables[kind] : kind in insuranceTables ? [insuranceTables[kind as InsuredKind].table] : []
export const isLocalKind = (kind: string): kind is LocalKind => Object.hasOwn(ownTables, kind)
