import { readFileSync } from 'node:fs'
import { LRUCache } from 'lru-cache'
import { profileUrl } from '../../fhir/conformance/publish.ts'
import { compartments } from '../../fhir/search/compartments.ts'
import { kindOf } from '../../fhir/search/kinds/index.ts'
import { officialParameters, type ParameterSet } from '../../fhir/search/parameters.ts'
import type { SearchParameter } from '../../fhir/search-parameters.ts'
import { summarized, withElements } from '../../fhir/summary.ts'
import { memo, resourceTypes } from '../../fhir/validate/schema.ts'
import { revocationPath, tokenPath } from '../access/oauth.ts'
import type { Answer, Interaction } from './answer.ts'
import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { expansionParameters } from './operations/expand.ts'
import { operations } from './operations/index.ts'
import type { FhirOperation } from './operations/operation.ts'
import { refuseFhir } from './outcome.ts'
import { lastOf, viewOf } from './present.ts'
import type { Target } from './target.ts'
import { profiles } from './terminology/profiles.ts'

/** What the door dispatches by: for each kind of address the methods that do something there. */
export type Dispatch = Readonly<Record<Target['kind'], Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', unknown>>>>>
type Facts = { base: string; table: Dispatch; parameters: ParameterSet; integrity: boolean; operations: readonly FhirOperation[] }

/** http://hl7.org/fhir/uv/bulkdata/STU2/operations.html: how a server says that it exports. */
const bulkData = 'http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data'
const version: string = (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version
/** When what this version can do was last changed; a version's statement never changes by itself. */
const stated = '2026-11-01'

const codes = (pairs: readonly (readonly [code: string, there: unknown])[]) => pairs.flatMap(([code, there]) => (there ? [{ code }] : []))

const instanceInteractions = ({ type, instance, version: old, history, search }: Dispatch) =>
  codes([
    ['read', instance.GET],
    ['vread', old.GET],
    ['update', instance.PUT],
    ['patch', instance.PATCH],
    ['delete', instance.DELETE],
    ['history-instance', history.GET],
    ['history-type', history.GET],
    ['create', type.POST],
    ['search-type', type.GET ?? search.POST],
  ])
const systemInteractions = ({ system, history, search }: Dispatch) =>
  codes([
    ['transaction', system.POST],
    ['batch', system.POST],
    ['search-system', system.GET ?? search.POST],
    ['history-system', history.GET],
  ])

/** A search parameter as it can be used here; those whose values cannot be compared are left out. */
function searchParam(param: SearchParameter): object[] {
  const kind = kindOf(param)
  if (!kind) return []
  const modifiers = ['missing', ...kind.modifiers].map((modifier) => `:${modifier}`).join(', ')
  const documentation = `Modifiers: ${modifiers}${kind.prefixed ? '; prefixes: eq, ne, gt, lt, ge, le, sa, eb, ap' : ''}`
  return [{ name: param.code, ...(param.url ? { definition: param.url } : {}), type: param.type, documentation }]
}

/** What every search takes, though no SearchParameter of R4 defines it (http://hl7.org/fhir/R4/search.html#list, #type). */
const list = { name: '_list', type: 'special', documentation: 'The id of a List: what it names as items.' }
const types = { name: '_type', type: 'special', documentation: 'Resource types, with commas between them.' }

const references = (type: string, parameters: ParameterSet) => parameters.of(type).filter((p) => p.type === 'reference' && kindOf(p))
/** `Type:parameter` of all references that may name a type. */
const pointing = (parameters: ParameterSet) => {
  const all = resourceTypes().flatMap((type) => references(type, parameters).map((p) => ({ name: `${type}:${p.code}`, target: p.target })))
  return memo((type): readonly string[] => all.filter(({ target }) => !target || target.includes(type)).map(({ name }) => name))
}

const operationsAt = (all: readonly FhirOperation[], type: string | undefined) =>
  all
    .filter(({ levels, types }) =>
      type === undefined ? levels.includes('system') : levels.some((l) => l !== 'system') && (types === '*' || types.includes(type)),
    )
    .map(({ name, definition, documentation }) => ({
      name,
      definition: typeof definition === 'string' ? definition : definition(type),
      ...(documentation ? { documentation } : {}),
    }))
const some = <K extends string>(name: K, list: readonly unknown[]) => (list.length ? { [name]: list } : {})

function resourceOf(type: string, facts: Facts, pointers: (type: string) => readonly string[]): object {
  const { table, parameters, integrity } = facts
  return {
    type,
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    ...some(
      'supportedProfile',
      profiles.filter(({ profile }) => profile.type === type).map(({ profile }) => profileUrl(profile.id)),
    ),
    interaction: instanceInteractions(table),
    versioning: 'versioned',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'logical', 'local', ...(integrity ? ['enforced'] : [])],
    searchInclude: ['*', ...references(type, parameters).map((p) => `${type}:${p.code}`)],
    searchRevInclude: ['*', ...pointers(type)],
    searchParam: [...parameters.of(type).flatMap(searchParam), list],
    ...some('operation', operationsAt(facts.operations, type)),
  }
}

const security = (root: string) => ({
  extension: [
    {
      url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
      extension: [
        { url: 'token', valueUri: `${root}${tokenPath}` },
        { url: 'revoke', valueUri: `${root}${revocationPath}` },
      ],
    },
  ],
  cors: false,
  service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] }],
  description: 'OAuth 2.0 client credentials by secret or signed assertion (SMART Backend Services); people by their session.',
})

/** What statements of all kinds say of this house. */
const statement = (base: string) => ({
  version,
  name: 'Countywide',
  title: '县域通 Countywide FHIR R4',
  status: 'active',
  date: stated,
  publisher: '县域通 Countywide',
  kind: 'instance',
  software: { name: 'Countywide', version },
  implementation: { description: '县域通 Countywide', url: base },
})

/** `GET /metadata?mode=terminology`. Which code systems there are depends on the county: they are found as CodeSystem. */
const terminologyCapabilities = (base: string) => ({
  resourceType: 'TerminologyCapabilities',
  url: `${base}/metadata?mode=terminology`,
  ...statement(base),
  codeSearch: 'explicit',
  expansion: { hierarchical: false, paging: true, parameter: expansionParameters.map((name) => ({ name })) },
  validateCode: { translations: false },
  translation: { needsMap: false },
})

/** What the door can do, as it is: from the table it dispatches by, the search parameters, the list of operations. */
export function capabilityStatement(facts: Facts): object {
  const { base, table, parameters } = facts
  const pointers = pointing(parameters)
  return {
    resourceType: 'CapabilityStatement',
    url: `${base}/metadata`,
    ...statement(base),
    ...(facts.operations.some(({ name }) => name === 'export') ? { instantiates: [bulkData] } : {}),
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'application/fhir+xml', 'json', 'xml'],
    patchFormat: ['application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        security: security(base.replace(/\/fhir$/, '')),
        resource: resourceTypes()
          .sort()
          .map((type) => resourceOf(type, facts, pointers)),
        interaction: systemInteractions(table),
        searchParam: [...parameters.of('Resource').flatMap(searchParam), types],
        ...some('operation', operationsAt(facts.operations, undefined)),
        compartment: compartments.map((name) => `http://hl7.org/fhir/CompartmentDefinition/${name.toLowerCase()}`),
      },
    ],
  }
}

/** Texts by address and search parameters: a county that defines one gets another statement. */
const texts = new WeakMap<ParameterSet, LRUCache<string, string>>()

/** `GET /metadata` (http://hl7.org/fhir/R4/http.html#capabilities), also for those who have not signed in: then with the official search parameters. */
export async function metadata(
  door: FhirDoor,
  caller: Pick<Caller, 'county'> | undefined,
  { base, query }: Pick<Interaction, 'base' | 'query'>,
  table: Dispatch,
): Promise<Answer> {
  const mode = lastOf(query, 'mode') ?? 'full'
  if (mode === 'terminology') return { status: 200, body: JSON.stringify(terminologyCapabilities(base)) }
  if (mode !== 'full' && mode !== 'normative')
    throw refuseFhir(400, 'value', `mode is ${JSON.stringify(mode.slice(0, 60))}: it is full, normative or terminology.`, 'mode')
  const { integrity } = door
  const parameters = caller ? await door.house.record.parameters(caller.county) : officialParameters
  const known = texts.get(parameters) ?? new LRUCache<string, string>({ max: 8 })
  texts.set(parameters, known)
  const there = operations.filter((one) => one.there?.(door) ?? true)
  const key = [base, integrity, ...there.map(({ name }) => name)].join(' ')
  const text = known.get(key) ?? JSON.stringify(capabilityStatement({ base, table, parameters, integrity, operations: there }))
  known.set(key, text)
  const { summary, elements } = viewOf(query)
  const cut = summary === 'true' || summary === 'text' || summary === 'data' ? summary : undefined
  const type = 'CapabilityStatement'
  return { status: 200, body: elements ? withElements(text, type, elements) : cut ? summarized(text, type, cut) : text }
}
