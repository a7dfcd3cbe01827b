import { brought } from '../relation.ts'
import type { Reader } from './reader.ts'

/**
 * The access predicate of the record floor: a condition on the token row `alias` (columns county_id, patient_id, labels) that holds where the reader may see the document.
 * Sensitivity labels the reader lacks hide a document. Where relations restrict him, a document that belongs to a patient is seen only while one of his organisations has a
 * relation to any patient record of the same person (merging two persons joins what may be seen, parting them parts it); documents of no patient are seen.
 * Having brought a patient into the record opens that patient alone: else whoever knows an ID number could bring one and read everything of the person.
 * @param param binds a value and answers its place, `$3`
 * @returns SQL to be joined with `and`; undefined when nothing restricts the reader
 */
export function visible({ labels, organizations }: Reader, alias: string, param: (value: unknown) => string): string | undefined {
  const conditions: string[] = []
  if (labels !== -1) conditions.push(`(${alias}.labels & ~(${param(labels)}::int)) = 0`)
  if (organizations) conditions.push(related(alias, param([...organizations])))
  return conditions.length ? conditions.join(' and ') : undefined
}

const related = (alias: string, keys: string) => `(${alias}.patient_id is null or exists (
  select from relation r
  where r.county_id = ${alias}.county_id and r.org_key = any(${keys}::int[]) and r.until > now() and (r.patient_id = ${alias}.patient_id or r.reason <> '${brought}' and r.patient_id in (
    select same.patient_id from person own
    join person same on same.county_id = own.county_id and same.person_id = own.person_id and same.valid_to = 'infinity'
    where own.county_id = ${alias}.county_id and own.patient_id = ${alias}.patient_id and own.valid_to = 'infinity'))))`
