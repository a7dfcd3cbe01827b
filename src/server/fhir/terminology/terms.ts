import { officialTerms } from '../../../fhir/terminology/official.ts'
import { type CodeSystemResource, systemOf } from '../../../fhir/terminology/system.ts'
import type { CodeSystem, ConceptMap, Terms, ValueSet } from '../../../fhir/terminology/types.ts'
import { localDay } from '../../../record/local-day.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { isLoadedTable, loadedSystem } from './county-tables.ts'
import { type Definitions, definitionsOf, openTo } from './definitions.ts'

export type CountyTerms = Terms & { definitions: Definitions /** Local day the codes of loaded tables must be in force on. */; day: string }

const parsed = new WeakMap<object, CodeSystem>()
const systemIn = (resource: object): CodeSystem => {
  const known = parsed.get(resource) ?? systemOf(resource as CodeSystemResource)
  parsed.set(resource, known)
  return known
}

/**
 * The terminology a county answers with: what R4 defines, the tables the county has loaded, and the conformance resources in its record, in this order.
 * `X?fhir_vs` is the value set of all codes of a system.
 * @param caller who asks, where the answer tells what stands in the county's conformance resources: he gets those he may read
 * @param day local day YYYY-MM-DD for the codes of loaded tables; today when missing
 */
export async function countyTerms({ house }: FhirDoor, county: number, day?: string, caller?: Caller): Promise<CountyTerms> {
  const { record } = house
  const known = await definitionsOf(record, county)
  const definitions = caller ? openTo(caller, known) : known
  const today = localDay(house.clock().toISOString())
  const on = day ?? today
  const system = async (url: string, version?: string): Promise<CodeSystem | undefined> => {
    const official = await officialTerms.system(url, version)
    if (official) return official
    const loaded = isLoadedTable(url) ? await loadedSystem(record, county, url, on, on === today) : undefined
    if (loaded) return loaded
    const own = definitions.byUrl('CodeSystem', url, version)
    if (!own) return undefined
    // by its national number it is the same system under the name the documents use
    return own['url'] === url ? systemIn(own) : { ...systemIn(own), url }
  }
  return {
    day: on,
    definitions,
    system,
    valueSet: async (url, version) => {
      const whole = /^(.+)\?fhir_vs$/.exec(url)?.[1]
      if (whole) return { url, compose: { include: [{ system: whole, version }] } }
      return (await officialTerms.valueSet(url, version)) ?? (definitions.byUrl('ValueSet', url, version) as ValueSet | undefined)
    },
    maps: async () => [...(await officialTerms.maps()), ...(definitions.all('ConceptMap') as unknown as ConceptMap[])],
  }
}
