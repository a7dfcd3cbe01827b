/** HL7's own terminology of R4 with v2 tables and v3 vocabulary, out of the generated texts: a text is loaded when one of its names is asked for, a definition parsed when it is. */
import { memo } from '../validate/schema.ts'
import { codeSystem, type Placed } from './system.ts'
import { type CodeSystem, type ConceptMap, canonical, type Terms, type ValueSet } from './types.ts'

type Texts = { CODE_SYSTEMS: string; VALUE_SETS: string; CONCEPT_MAPS: string }
const groups = {
  fhir: () => import('./official/fhir.generated.ts'),
  v2: () => import('./official/v2.generated.ts'),
  v3: () => import('./official/v3.generated.ts'),
} as const satisfies Record<string, () => Promise<Texts>>
const groupOf = (url: string): keyof typeof groups => (/\/v2-[^/]*$/.test(url) ? 'v2' : /\/v3-[^/]*$/.test(url) ? 'v3' : 'fhir')

const urlOf = (text: string) => JSON.parse(text.slice(7, text.indexOf('"', 8) + 1)) as string
/** The parts of a text that begin with a line `{"url":"…`, by that address. */
const partsOf = (text: string) =>
  new Map(
    text
      .slice(1)
      .split(/\n(?=\{"url":)/)
      .filter((part) => part.startsWith('{'))
      .map((part) => [urlOf(part), part]),
  )

function* placedOf(lines: readonly string[]): Generator<Placed> {
  const path: string[] = []
  const further = new Map<string, string[]>()
  const all: Placed[] = []
  for (const line of lines) {
    const depth = line.search(/[^ ]/)
    const [code = '', display, flags = '', chinese, children] = line.slice(depth).split('\t')
    path.length = depth
    const concept = {
      code,
      display: display || code,
      ...(flags.includes('a') ? { abstract: true as const } : {}),
      ...(flags.includes('i') ? { inactive: true as const } : {}),
      ...(chinese ? { designations: [{ language: 'zh', value: chinese }] } : {}),
    }
    const parent = path.at(-1)
    all.push({ concept, parents: parent === undefined ? [] : [parent] })
    for (const child of children?.split(' ') ?? []) further.set(child, [...(further.get(child) ?? []), code])
    path.push(code)
  }
  for (const { concept, parents } of all) yield { concept, parents: [...parents, ...(further.get(concept.code) ?? [])] }
}

const parsed = (block: string): CodeSystem => {
  const [head = '', ...lines] = block.trimEnd().split('\n')
  return codeSystem(JSON.parse(head) as { url: string }, placedOf(lines))
}

type Group = { system: (url: string) => CodeSystem | undefined; set: (url: string) => ValueSet | undefined; maps: ConceptMap[] }
const loaded = memo(async (name): Promise<Group> => {
  const texts: Texts = await groups[name as keyof typeof groups]()
  const [systems, sets] = [partsOf(texts.CODE_SYSTEMS), partsOf(texts.VALUE_SETS)]
  const read = <T>(parts: Map<string, string>, parse: (text: string) => T) => {
    const known = memo((url: string) => parse(parts.get(url)!))
    return (url: string): T | undefined => (parts.has(url) ? known(url) : undefined)
  }
  return {
    system: read(systems, parsed),
    set: read(sets, (text) => JSON.parse(text) as ValueSet),
    maps: [...partsOf(texts.CONCEPT_MAPS).values()].map((text) => JSON.parse(text) as ConceptMap),
  }
})

/** What R4 has, whatever version of it is asked for only when it is that one. */
const ofVersion = <T extends { version?: string | undefined }>(found: T | undefined, version: string | undefined) =>
  version === undefined || found?.version === undefined || found.version === version ? found : undefined

export const officialTerms: Terms = {
  system: async (url, version) => {
    const { system } = await loaded(groupOf(canonical(url).url))
    return version === undefined ? system(url) : (system(`${url}|${version}`) ?? ofVersion(system(url), version))
  },
  valueSet: async (url, version) => {
    const { set } = await loaded(groupOf(canonical(url).url))
    return version === undefined ? set(url) : (set(`${url}|${version}`) ?? ofVersion(set(url), version))
  },
  maps: async () => (await loaded('fhir')).maps,
}
