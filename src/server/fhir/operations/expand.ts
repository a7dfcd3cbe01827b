import { randomUUID } from 'node:crypto'
import { expand, most } from '../../../fhir/terminology/expand.ts'
import { refuseFhir } from '../outcome.ts'
import type { FhirOperation } from './operation.ts'
import { asking, mustBeKnown, parametersOf } from './parameters.ts'
import { termsFor, valueSetFor } from './terms.ts'

/** What says how to expand. The `exclude…` let a server leave codes out, or not, as it likes: all are answered here, side by side. */
export const expansionParameters = [
  ...['filter', 'date', 'offset', 'count', 'includeDesignations', 'activeOnly', 'displayLanguage'],
  ...['excludeNested', 'excludeNotForUI', 'excludePostCoordinated'],
]
const known = ['url', 'valueSet', 'valueSetVersion', 'resource', 'context', ...expansionParameters]
const unclosed = { url: 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed', valueBoolean: true }

/** `ValueSet/$expand` (http://hl7.org/fhir/R4/valueset-operation-expand.html): the codes of a value set, in pages, filtered by words, Chinese names also by initials. */
export const expandOperation: FhirOperation = {
  name: 'expand',
  definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-expand',
  levels: ['type', 'instance'],
  types: ['ValueSet'],
  changes: false,
  async run(call) {
    const given = parametersOf(call)
    mustBeKnown(call, given, 'expand', known)
    if (given.text('context') !== undefined)
      throw refuseFhir(400, 'not-supported', 'context is not supported: name the value set by url.', 'context')
    const terms = await termsFor(call, given)
    const set = await valueSetFor(call, given, terms)
    const options = {
      filter: given.text('filter'),
      offset: given.count('offset'),
      count: given.count('count'),
      includeDesignations: given.flag('includeDesignations'),
      activeOnly: given.flag('activeOnly'),
      displayLanguage: given.text('displayLanguage'),
    }
    const { total, offset, contains, systems, open } = await asking(() => expand(terms, set, options))
    const asked = Object.entries(options).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [{ name, [typeof value === 'number' ? 'valueInteger' : typeof value === 'boolean' ? 'valueBoolean' : 'valueString']: value }],
    )
    const { url, version, name, title, status = 'active' } = set
    const used = systems.map((system) => ({ name: 'used-codesystem', valueUri: system }))
    const date = given.text('date') === undefined ? [] : [{ name: 'date', valueDateTime: terms.day }]
    const parameter = [...asked, ...date, ...used]
    const expansion = {
      ...(open ? { extension: [unclosed] } : {}),
      identifier: `urn:uuid:${randomUUID()}`,
      timestamp: call.door.house.clock().toISOString(),
      total,
      ...(options.count !== undefined || options.offset !== undefined || total > most ? { offset } : {}),
      ...(parameter.length ? { parameter } : {}),
      ...(contains.length ? { contains } : {}),
    }
    return { status: 200, body: JSON.stringify({ resourceType: 'ValueSet', url, version, name, title, status, expansion }) }
  },
}
