import type { CodeSystem, Concept, Designation, Property } from './types.ts'

type About = Pick<CodeSystem, 'url'> & Partial<Pick<CodeSystem, 'version' | 'name' | 'title' | 'content' | 'caseSensitive' | 'valueSet'>>
/** A concept and what stands directly above it. */
export type Placed = { concept: Concept; parents: readonly string[] }

const none: readonly string[] = []
const push = (map: Map<string, string[]>, key: string, value: string) => {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}

/** A code system in memory from its concepts; the first of two with one code counts. */
export function codeSystem(about: About, placed: Iterable<Placed>): CodeSystem {
  const concepts = new Map<string, Concept>()
  const above = new Map<string, string[]>()
  const below = new Map<string, string[]>()
  for (const { concept, parents } of placed) {
    if (!concepts.has(concept.code)) concepts.set(concept.code, concept)
    for (const parent of parents) {
      push(above, concept.code, parent)
      push(below, parent, concept.code)
    }
  }
  const caseSensitive = about.caseSensitive ?? true
  let folded: Map<string, Concept> | undefined
  const find = (code: string) => {
    const exact = concepts.get(code)
    if (exact || caseSensitive) return exact
    folded ??= new Map([...concepts.values()].reverse().map((c) => [c.code.toLowerCase(), c]))
    return folded.get(code.toLowerCase())
  }
  const isA = (code: string, ancestor: string, seen = new Set<string>()): boolean => {
    if (code === ancestor) return true
    if (seen.has(code)) return false
    seen.add(code)
    return (above.get(code) ?? none).some((parent) => isA(parent, ancestor, seen))
  }
  return {
    ...about,
    content: about.content ?? 'complete',
    caseSensitive,
    concepts,
    find,
    parents: (code) => above.get(code) ?? none,
    children: (code) => below.get(code) ?? none,
    isA: (code, ancestor) => isA(code, ancestor),
  }
}

type Given = {
  code?: string
  display?: string
  definition?: string
  designation?: readonly { language?: string; use?: object; value?: string }[]
  property?: readonly Property[]
  concept?: readonly Given[]
}
/** The parts of a CodeSystem resource that matter here. */
export type CodeSystemResource = {
  url?: string
  version?: string
  name?: string
  title?: string
  content?: string
  caseSensitive?: boolean
  valueSet?: string
  concept?: readonly Given[]
}

const said = (properties: readonly Property[] | undefined, code: string) => properties?.find((p) => p.code === code)
const isTrue = (property: Property | undefined) => property?.['valueBoolean'] === true || property?.['valueCode'] === 'true'

function* placedOf(concepts: readonly Given[], parent: readonly string[]): Generator<Placed> {
  for (const { code, display, definition, designation, property, concept } of concepts) {
    if (code === undefined) continue
    const inactive =
      isTrue(said(property, 'inactive')) || /retired|deprecated|inactive/.test(String(said(property, 'status')?.['valueCode']))
    const parents = (property ?? []).filter((p) => p.code === 'parent').flatMap((p) => String(p['valueCode'] ?? '') || [])
    yield {
      concept: {
        code,
        display,
        definition,
        designations: designation?.flatMap((d): Designation[] => (d.value === undefined ? [] : [{ ...d, value: d.value }])),
        properties: property,
        ...(isTrue(said(property, 'notSelectable')) || isTrue(said(property, 'abstract')) ? { abstract: true } : {}),
        ...(inactive ? { inactive } : {}),
      },
      parents: [...parent, ...parents],
    }
    if (concept) yield* placedOf(concept, [code])
  }
}

/** A code system in memory from a CodeSystem resource. Properties `parent`, `inactive`, `status` and `notSelectable` are understood. */
export const systemOf = ({ concept, url = '', ...about }: CodeSystemResource): CodeSystem =>
  codeSystem({ ...about, url }, placedOf(concept ?? [], none))
