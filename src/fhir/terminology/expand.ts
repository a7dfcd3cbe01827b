import { type Member, membersOf } from './members.ts'
import { searchText } from './search-index.ts'
import { TermFault, type Terms, type ValueSet } from './types.ts'

export type ExpandOptions = {
  /** Words that must all be found in code, name or initials; those found at the beginning come first. */
  filter?: string | undefined
  offset?: number | undefined
  count?: number | undefined
  includeDesignations?: boolean | undefined
  activeOnly?: boolean | undefined
  /** Whose name is the display, where a designation has it. */
  displayLanguage?: string | undefined
}
/** `open`: of some system only a part is held, so that further codes may belong here. */
export type Expansion = { total: number; offset: number; contains: readonly object[]; systems: readonly string[]; open: boolean }

/** An expansion that nobody pages through is refused beyond this many codes. */
export const most = 5000

/** 0: does not match, 1: matches, 2: one of its texts begins with the first word. */
function rank(words: readonly string[], member: Member): number {
  const text = searchText(member.concept)
  for (const word of words) if (!text.includes(word)) return 0
  const first = words[0] ?? ''
  return text.startsWith(first) || text.includes(`\n${first}`) ? 2 : 1
}

const named = ({ concept }: Member, language: string | undefined) =>
  (language && concept.designations?.find((d) => d.language?.toLowerCase().startsWith(language.toLowerCase()))?.value) || concept.display

function entry(member: Member, { includeDesignations, displayLanguage }: ExpandOptions): object {
  const { system, version, concept } = member
  const display = named(member, displayLanguage)
  return {
    system,
    ...(concept.abstract ? { abstract: true } : {}),
    ...(concept.inactive ? { inactive: true } : {}),
    ...(version ? { version } : {}),
    code: concept.code,
    ...(display ? { display } : {}),
    ...(includeDesignations && concept.designations?.length ? { designation: concept.designations } : {}),
  }
}

/**
 * The codes of a value set, in the order of its definition.
 * @throws TermFault `not-supported` when it takes codes from a system that is not held here, `too-costly` beyond 5 000 codes without `count`
 */
export async function expand(terms: Terms, set: ValueSet, options: ExpandOptions = {}): Promise<Expansion> {
  const members = await membersOf(terms, set)
  if (members.unknown.length)
    throw new TermFault(
      'not-supported',
      `${set.url ?? 'The value set'} takes codes from systems that are not held here: ${[...new Set(members.unknown)].join(', ')}.`,
    )
  const words = (options.filter ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const { offset = 0, count, activeOnly } = options
  const [first, rest]: [Member[], Member[]] = [[], []]
  const systems = new Map<string, string>()
  for (const member of members.all(words)) {
    if (activeOnly && member.concept.inactive) continue
    const found = words.length ? rank(words, member) : 2
    if (found === 0) continue
    ;(found === 2 ? first : rest).push(member)
    if (!systems.has(member.system)) systems.set(member.system, member.version ? `${member.system}|${member.version}` : member.system)
    if (count === undefined && first.length + rest.length > most)
      throw new TermFault(
        'too-costly',
        `${set.url ?? 'The value set'} has more than ${most} codes: ask for a part with filter, or with count and offset.`,
      )
  }
  const found = rest.length ? [...first, ...rest] : first
  const page = found.slice(offset, offset + Math.min(count ?? most, most))
  return {
    total: found.length,
    offset,
    contains: page.map((member) => entry(member, options)),
    systems: [...systems.values()],
    open: members.open.length > 0,
  }
}
