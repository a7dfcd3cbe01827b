import type { Resource } from '../src/fhir/resource.ts'
import { officialParameters, type ParameterSet } from '../src/fhir/search/parameters.ts'
import { parseSearch } from '../src/fhir/search/parse.ts'
import type { Query } from '../src/fhir/search/query.ts'
import { openRecord, type RecordStore } from '../src/record/record.ts'
import type { Found } from '../src/record/search/found.ts'
import { houseReader, type Reader } from '../src/record/search/reader.ts'
import { searchDocuments } from '../src/record/search/search.ts'
import { plan, writing } from './documents.ts'
import { county } from './house.ts'
import { testDb } from './postgres.ts'

/** A record without views on a database of its own, with the county. */
export async function bareRecord(): Promise<{ record: RecordStore; url: string; close: () => Promise<void> }> {
  const { db, url, close } = await testDb({ max: 1 })
  await db.close()
  const record = await openRecord(url, [], { pool: 4 })
  await record.addCounty({ id: county, name: '清源县', nameEn: 'Qingyuan' })
  const end = async () => {
    await record.close()
    await close()
  }
  return { record, url, close: end }
}

/** Writes documents, some hundred a plan. */
export async function put(record: RecordStore, resources: readonly Resource[], label = 0): Promise<void> {
  for (let i = 0; i < resources.length; i += 200)
    await record.write(plan(resources.slice(i, i + 200).map((resource) => ({ ...writing(resource), label }))))
}

/** A search as somebody writes it: `Observation?code=x&_count=3`. Throws what was not understood. */
export function asked(url: string, parameters: ParameterSet = officialParameters): Query {
  const [type = '', text = ''] = url.split('?')
  const { query, faults } = parseSearch({ type: type || undefined, pairs: [...new URLSearchParams(text)], parameters })
  if (faults.length) throw new Error(faults.map(({ diagnostics }) => diagnostics).join('; '))
  return query
}

export const find = (record: RecordStore, url: string, reader: Reader = houseReader(county), more: Partial<Query> = {}) =>
  searchDocuments(record, reader, { ...asked(url), ...more }, officialParameters)

export const idOf = ({ type, id }: Pick<Found, 'type' | 'id'>) => `${type}/${id}`
/** The matches of all pages of a search, page by page. */
export async function walked(record: RecordStore, url: string, reader: Reader = houseReader(county)): Promise<string[][]> {
  const pages: string[][] = []
  let cursor: string | undefined
  do {
    const { matches, next } = await find(record, url, reader, { cursor })
    pages.push(matches.map(idOf))
    cursor = next
  } while (cursor !== undefined && pages.length < 1000)
  return pages
}
