import type { Coding } from '../../../fhir/terminology/check.ts'
import { isAnswer, type Match, translate } from '../../../fhir/terminology/translate.ts'
import { type ConceptMap, canonical } from '../../../fhir/terminology/types.ts'
import { mappedCodes } from '../../../record/definitions.ts'
import { refuseFhir } from '../outcome.ts'
import { loadedMaps } from '../terminology/tables.ts'
import type { CountyTerms } from '../terminology/terms.ts'
import type { FhirOperation, OperationCall } from './operation.ts'
import { mustBeKnown, type Parameters, parametersAnswer, parametersOf } from './parameters.ts'
import { definitionSent, instanceOf, termsFor } from './terms.ts'

const known = [
  ...['url', 'conceptMap', 'conceptMapVersion', 'resource', 'code', 'system', 'coding', 'codeableConcept'],
  ...['source', 'target', 'targetsystem', 'reverse', 'date'],
]
type Ask = { target: string | undefined; reverse: boolean }

/** The mapping tables the county has loaded, as translations. */
async function fromTables({ door, caller }: OperationCall, { system, code = '' }: Coding, { target, reverse }: Ask): Promise<Match[]> {
  const tables = loadedMaps.filter((map) => {
    const [from, to] = reverse ? [map.target, map.source] : [map.source, map.target]
    return from === system && (target === undefined || target === to)
  })
  const found = tables.map(async (map) => {
    const rows = await mappedCodes(door.house.record.db, caller.county, map.table, code, reverse)
    return rows.map(
      (row): Match => ({
        equivalence: 'equivalent',
        concept: reverse ? { system: map.source, code: row.code, display: row.name } : { system: map.target, code: row.target },
        source: map.table,
      }),
    )
  })
  return (await Promise.all(found)).flat()
}

/** The maps a call is about: its instance, the one sent, that of an address, or all that go from the one to the other. */
async function mapsFor(call: OperationCall, given: Parameters, terms: CountyTerms): Promise<{ maps: readonly ConceptMap[]; all: boolean }> {
  if (call.id !== undefined) return { maps: [instanceOf(terms, 'ConceptMap', call.id) as ConceptMap], all: false }
  const sent = given.resource('conceptMap') ?? given.resource('resource')
  if (sent) return { maps: [definitionSent(sent, 'ConceptMap') as ConceptMap], all: false }
  const address = given.text('url')
  const maps = await terms.maps()
  if (address !== undefined) {
    const { url, version = given.text('conceptMapVersion') } = canonical(address)
    const found = maps.filter((map) => map.url === url && (version === undefined || map.version === version))
    if (!found.length)
      throw refuseFhir(404, 'not-found', `The concept map ${JSON.stringify(address.slice(0, 200))} is not known here.`, 'url')
    return { maps: found.slice(-1), all: false }
  }
  const source = given.text('source')
  return { maps: source === undefined ? maps : maps.filter((map) => (map.sourceUri ?? map.sourceCanonical) === source), all: true }
}

/** `ConceptMap/$translate` (http://hl7.org/fhir/R4/conceptmap-operation-translate.html), by concept maps and by the mapping tables the county has loaded. */
export const translateOperation: FhirOperation = {
  name: 'translate',
  definition: 'http://hl7.org/fhir/OperationDefinition/ConceptMap-translate',
  levels: ['type', 'instance'],
  types: ['ConceptMap'],
  changes: false,
  async run(call) {
    const given = parametersOf(call)
    mustBeKnown(call, given, 'translate', known)
    const coding = given.coding('coding')
    const code = given.text('code')
    const asked = coding
      ? [coding]
      : (given.concept('codeableConcept') ?? (code === undefined ? [] : [{ system: given.text('system'), code }]))
    if (!asked.length || asked.some((one) => one.code === undefined || (one.system === undefined && call.id === undefined)))
      throw refuseFhir(400, 'required', 'Give a code with its system, a coding or a codeableConcept.', 'code')
    const ask = { target: given.text('targetsystem') ?? given.text('target'), reverse: given.flag('reverse') ?? false }
    const terms = await termsFor(call, given)
    const { maps, all } = await mapsFor(call, given, terms)
    const found = await Promise.all(
      asked.map(async (one) => [...translate(maps, { coding: one, ...ask }), ...(all ? await fromTables(call, one, ask) : [])]),
    )
    const matches = found.flat()
    const result = matches.some(isAnswer)
    return parametersAnswer([
      { name: 'result', valueBoolean: result },
      result
        ? undefined
        : {
            name: 'message',
            valueString: `No translation of ${asked.map((c) => `${c.system ?? ''}|${c.code}`).join(', ')} is known here.`,
          },
      ...matches.map(({ equivalence, concept, source, comment }) => ({
        name: 'match',
        part: [
          { name: 'equivalence', valueCode: equivalence },
          { name: 'concept', valueCoding: concept },
          ...(source ? [{ name: 'source', valueUri: source }] : []),
          ...(comment ? [{ name: 'comment', valueString: comment }] : []),
        ],
      })),
    ])
  },
}
