import { conditionIn } from '../../fhir/references.ts'
import type { Resource } from '../../fhir/resource.ts'
import { asksHierarchy } from '../../fhir/search/hierarchy.ts'
import { matcher } from '../../fhir/search/match.ts'
import type { ParameterSet } from '../../fhir/search/parameters.ts'
import { parseSearch } from '../../fhir/search/parse.ts'
import type { Criterion, Query } from '../../fhir/search/query.ts'
import { sieveOf } from '../../fhir/search/sieve.ts'
import type { Sieve } from '../../fhir/search/sieves.ts'
import type { Text } from '../../kernel/grammar/texts.ts'

/** Why a reference leads nowhere: the rule by which its row is refused, and what is said of the reference. */
export type Why = { rule: string; what: Text }
/** A condition that rows and the record can be asked: every resource that meets it has one of the keys (src/fhir/search/keys.ts). */
export type Condition = { type: string; query: Query; keys: readonly string[]; meets: (resource: Resource) => boolean }

const whyNot = (code: string, zh: string, en: string): Why => ({ rule: `fhir.${code}`, what: [zh, en] })
export const tooCostly = whyNot(
  'too-costly',
  '代价太大，不能判断：请用 identifier 等有索引的条件',
  'would take too long to find: ask for something indexed, like identifier',
)
const beyond = whyNot('not-supported', '只能按资源自己的内容来找，不能用链、_has 和层级', 'may use no chain, _has or hierarchy')
const unread = (code: string, diagnostics: string) => whyNot(code, `不能理解：${diagnostics}`, `cannot be understood: ${diagnostics}`)

/** Whether a resource at hand says by itself if it meets the criterion. */
const isPlain = (criterion: Criterion) =>
  criterion.kind === 'missing' ||
  (criterion.kind === 'value' && !asksHierarchy(criterion) && criterion.modifier !== 'in' && criterion.modifier !== 'not-in')

/** Keys of which whatever a sieve lets through has one; undefined where it may have none. */
function keysIn(sieve: Sieve): readonly string[] | undefined {
  if (sieve.kind === 'keys') return sieve.any
  if (sieve.kind === 'and') return sieve.of.map(keysIn).find((keys) => keys)
  if (sieve.kind !== 'or') return undefined
  const all = sieve.of.map(keysIn)
  return all.includes(undefined) ? undefined : all.flatMap((keys) => keys!)
}

/** What a conditional reference asks, or why that cannot be told. All of it must be understood: what is left out would make it wider than it was meant. */
export function readCondition(reference: string, parameters: ParameterSet): Condition | Why {
  const { type, query: text } = conditionIn(reference)!
  const { query, faults } = parseSearch({ type, pairs: [...new URLSearchParams(text)], parameters })
  if (faults[0]) return unread(faults[0].code, faults[0].diagnostics)
  if (!query.criteria.every(isPlain)) return beyond
  const keys = query.criteria.map((criterion) => keysIn(sieveOf(type, criterion))).find((some) => some)
  if (!keys) return tooCostly
  const tests = query.criteria.map((criterion) => matcher(type, criterion))
  return { type, query, keys, meets: (resource) => tests.every((test) => test(resource)) }
}
