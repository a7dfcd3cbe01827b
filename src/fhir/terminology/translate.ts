import type { Coding } from './check.ts'
import { type ConceptMap, canonical } from './types.ts'

export type Match = { equivalence: string; concept: Coding; source: string | undefined; comment?: string | undefined }
export type Ask = {
  coding: Coding
  /** Address of a value set or a system the answer must be of. */
  target?: string | undefined
  /** Asks from target to source. */
  reverse?: boolean | undefined
}

/** An equivalence seen from the other side (R4 concept-map-equivalence). */
const turned: Readonly<Record<string, string>> = { wider: 'narrower', narrower: 'wider', subsumes: 'specializes', specializes: 'subsumes' }

function inMap(map: ConceptMap, { coding, target, reverse }: Ask): Match[] {
  const ofSet = !target || target === (reverse ? (map.sourceUri ?? map.sourceCanonical) : (map.targetUri ?? map.targetCanonical))
  return (map.group ?? []).flatMap((group) => {
    const [from, to] = reverse ? [group.target, group.source] : [group.source, group.target]
    if (coding.system !== undefined && from !== undefined && canonical(from).url !== coding.system) return []
    if (!ofSet && to !== target) return []
    const matched = (group.element ?? []).flatMap((element) =>
      (element.target ?? []).flatMap((one): Match[] => {
        const [asked, answer] = reverse ? [one.code, element.code] : [element.code, one.code]
        if (asked !== coding.code || answer === undefined) return []
        const equivalence = one.equivalence ?? 'equivalent'
        const display = reverse ? undefined : one.display
        return [
          {
            equivalence: reverse ? (turned[equivalence] ?? equivalence) : equivalence,
            concept: { system: to, code: answer, ...(display ? { display } : {}) },
            source: map.url,
            ...(one.comment ? { comment: one.comment } : {}),
          },
        ]
      }),
    )
    const { unmapped } = group
    if (matched.length || reverse || !unmapped || group.element?.some((e) => e.code === coding.code)) return matched
    if (unmapped.mode === 'fixed' && unmapped.code)
      return [{ equivalence: 'inexact', concept: { system: to, code: unmapped.code, display: unmapped.display }, source: map.url }]
    return unmapped.mode === 'provided' ? [{ equivalence: 'equal', concept: { system: to, code: coding.code }, source: map.url }] : []
  })
}

/** What a code becomes by some concept maps; matches that say there is no counterpart come too, with their equivalence. */
export const translate = (maps: readonly ConceptMap[], ask: Ask): Match[] => maps.flatMap((map) => inMap(map, ask))

/** Whether a match is an answer at all (R4 $translate: `unmatched` and `disjoint` are not). */
export const isAnswer = ({ equivalence }: Match): boolean => equivalence !== 'unmatched' && equivalence !== 'disjoint'
