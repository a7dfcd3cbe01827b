import type { Resource } from '../../fhir/resource.ts'
import { compartmentParameters } from '../../fhir/search/compartments.ts'
import { searchKeys } from '../../fhir/search/keys.ts'
import { memo } from '../../fhir/validate/schema.ts'
import { type Row, type Table, tables } from '../table.ts'
import { hasher } from './hashes.ts'
import { headOf } from './head.ts'
import { mainParameter } from './main-patient.ts'

/** The parameters by which R4 counts a resource of a type to a patient's compartment. */
const belonging = memo((type): ReadonlySet<string> => new Set(compartmentParameters('Patient', type).map(({ code }) => code)))

/** Whom a document is about and to whose compartment it belongs besides, told by its keys (`patient|Patient/1`). */
function patientsIn({ resourceType: type, id = '' }: Resource, keys: readonly string[]): { main: Set<string>; all: Set<string> } {
  const main = new Set(type === 'Patient' ? [id] : [])
  const all = new Set(main)
  for (const key of keys) {
    const bar = key.indexOf('|')
    if (!key.startsWith('|Patient/', bar)) continue
    const [parameter, patient] = [key.slice(0, bar), key.slice(bar + 9)]
    if (parameter === mainParameter(type)) main.add(patient)
    if (parameter === mainParameter(type) || belonging(type).has(parameter)) all.add(patient)
  }
  return { main, all }
}

/** What search keeps of a document: its token row and a row in the compartment of each of its patients. Rows of a Patient himself have no date: they begin his timeline. */
export function searchRows(county: number, resource: Resource, labels = 0): (readonly [Table, Row[]])[] {
  const { resourceType: type, id } = resource
  const { keys, at } = searchKeys(resource)
  const hash = hasher(county, type)
  const hashes = keys.map(hash)
  const { main, all } = patientsIn(resource, keys)
  const [patient = null] = all
  const { code, coding, several } = headOf(type, keys, hash)
  const tok = several === undefined ? hashes : [...hashes, several]
  const token: Row = [type, id, `{${tok.join()}}`, at?.from ?? null, at?.to ?? null, patient, code, coding, labels]
  if (!all.size) return [[tables.token, [token]]]
  const codes = `{${hashes.filter((_, i) => keys[i]!.startsWith('code|')).join()}}`
  const [from, to] = type === 'Patient' || !at ? ['-infinity', 'infinity'] : [at.from, at.to]
  return [
    [tables.token, [token]],
    [tables.compartment, [...all].map((one) => [one, type, from, id, to, main.has(one), codes])],
  ]
}
