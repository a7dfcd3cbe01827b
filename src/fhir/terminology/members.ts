/** Who is a member of a value set: asked of one code, or told of all. */
import { filterOf } from './filters.ts'
import { holding } from './search-index.ts'
import { type CodeSystem, type Concept, type Contained, canonical, type Include, TermFault, type Terms, type ValueSet } from './types.ts'

/** A member of a value set with the names this value set gives it. */
export type Member = { system: string; version?: string | undefined; concept: Concept; display?: string | undefined }
/** A value set ready to be asked. Of the systems it takes codes from, those not held here are `unknown`, those held in part `open`: there a `no` is not sure. */
export type Members = {
  has(system: string, code: string): Member | undefined
  /** With words in lower case: at least those in whose texts all of them stand. */
  all(words?: readonly string[]): Iterable<Member>
  unknown: readonly string[]
  open: readonly string[]
}

/** Value sets nested deeper than this are refused. */
const deepest = 20
const nobody: Members = { has: () => undefined, all: () => [], unknown: [], open: [] }

const unheld = (what: string): Members => ({ ...nobody, unknown: [what] })

function listed(include: Include, system: string, of: CodeSystem | undefined): Members {
  const { version, concept = [] } = include
  const byCode = new Map(
    concept.map(({ code, display, designation }): [string, Member] => {
      const known = of?.find(code)
      const own = { ...(known ?? { code }), ...(display ? { display } : {}), ...(designation ? { designations: designation } : {}) }
      return [code, { system, version: version ?? of?.version, concept: own }]
    }),
  )
  return { has: (s, code) => (s === system ? byCode.get(code) : undefined), all: () => byCode.values(), unknown: [], open: [] }
}

function filtered({ filter = [] }: Include, of: CodeSystem): Members {
  const tests = filter.map((one) => filterOf(of, one))
  const holds = (concept: Concept) => tests.every((test) => test(concept))
  const member = (concept: Concept): Member => ({ system: of.url, version: of.version, concept })
  return {
    has: (system, code) => {
      const concept = system === of.url ? of.find(code) : undefined
      return concept && holds(concept) ? member(concept) : undefined
    },
    all: function* (words) {
      for (const concept of words?.length ? holding(of.concepts, words) : of.concepts.values()) if (holds(concept)) yield member(concept)
    },
    unknown: [],
    open: of.content === 'complete' ? [] : [of.url],
  }
}

const unsure = (...parts: readonly Members[]): Pick<Members, 'unknown' | 'open'> => ({
  unknown: parts.flatMap((part) => part.unknown),
  open: parts.flatMap((part) => part.open),
})

const both = (a: Members, b: Members): Members => ({
  has: (system, code) => {
    const member = b.has(system, code) && a.has(system, code)
    return member || undefined
  },
  all: function* (words) {
    for (const member of a.all(words)) if (b.has(member.system, member.concept.code)) yield member
  },
  ...unsure(a, b),
})

const either = ([only, ...others]: readonly Members[]): Members => (only && !others.length ? only : union(only ? [only, ...others] : []))
const union = (parts: readonly Members[]): Members => ({
  has: (system, code) => {
    for (const part of parts) {
      const member = part.has(system, code)
      if (member) return member
    }
    return undefined
  },
  all: function* (words) {
    const seen = new Set<string>()
    for (const part of parts)
      for (const member of part.all(words)) {
        const key = `${member.system}|${member.concept.code}`
        if (!seen.has(key)) {
          seen.add(key)
          yield member
        }
      }
  },
  ...unsure(...parts),
})

const without = (a: Members, b: Members): Members => ({
  has: (system, code) => (b.has(system, code) ? undefined : a.has(system, code)),
  all: function* (words) {
    for (const member of a.all(words)) if (!b.has(member.system, member.concept.code)) yield member
  },
  ...unsure(a, b),
})

function expanded(contains: readonly Contained[]): Members {
  const flat = (list: readonly Contained[]): Contained[] => list.flatMap((c) => [c, ...flat(c.contains ?? [])])
  const members = flat(contains).flatMap(({ system, code, display, abstract }): Member[] =>
    system && code ? [{ system, concept: { code, display, ...(abstract ? { abstract: true } : {}) } }] : [],
  )
  const byKey = new Map(members.map((member) => [`${member.system}|${member.concept.code}`, member]))
  return { has: (system, code) => byKey.get(`${system}|${code}`), all: () => byKey.values(), unknown: [], open: [] }
}

/**
 * The members of a value set by its definition: unions of includes, less the excludes; in one include all conditions hold. A value set without
 * definition that brings an expansion is what that says.
 * @throws TermFault for circles, unknown value sets, and filters nobody can read
 */
export async function membersOf(terms: Terms, set: ValueSet, path: readonly string[] = []): Promise<Members> {
  const name = set.url ?? ''
  if (name && path.includes(name))
    throw new TermFault('processing', `The value set ${name} includes itself: ${[...path, name].join(' → ')}.`)
  if (path.length >= deepest) throw new TermFault('too-costly', `Value sets are nested deeper than ${deepest}: ${path[0]}.`)
  const inside = [...path, name]
  const nested = async (address: string): Promise<Members> => {
    const { url, version } = canonical(address)
    const found = await terms.valueSet(url, version)
    if (!found) throw new TermFault('not-found', `The value set ${address}${name ? `, which ${name} names,` : ''} is not known here.`)
    return membersOf(terms, found, inside)
  }
  const part = async (include: Include): Promise<Members> => {
    const { system, version, concept, partial, valueSet = [] } = include
    const sets = await Promise.all(valueSet.map(nested))
    if (system === undefined) {
      if (!sets.length) throw new TermFault('invalid', 'An include names neither a system nor a value set (vsd-1).')
      return sets.reduce(both)
    }
    const of = await terms.system(system, version)
    const own = partial ? unheld(system) : concept ? listed(include, system, of) : of ? filtered(include, of) : unheld(system)
    return sets.reduce(both, own)
  }
  if (!set.compose && set.expansion) return expanded(set.expansion.contains ?? [])
  const includes = await Promise.all((set.compose?.include ?? []).map(part))
  const excludes = await Promise.all((set.compose?.exclude ?? []).map(part))
  const all = either(includes)
  return excludes.length ? without(all, either(excludes)) : all
}
