import { capabilities } from '../../../capabilities/index.ts'
import { owner as conformance } from '../terminology/conformance.ts'

/** Verbs that change a case that is there, by its kind. */
const verbs = new Map(
  capabilities.flatMap(({ workflows }) =>
    workflows.map(({ kind, operations }) => [
      kind.name,
      Object.entries(operations).flatMap(([verb, { from }]) => (from === 'new' ? [] : [verb])),
    ]),
  ),
)

/** What changes the documents of an owner, as a machine is told that may not: the routes there are, else the files they come from. */
export function changedBy(owner: string): string {
  if (owner === conformance)
    return 'is published with the program and changes only with a new version of it: make one of your own, with another id and url.'
  const there = verbs.get(owner)
  if (there?.length)
    return `belongs to the workflow "${owner}" and changes only through its operations: POST /api/${owner}/{id}/{operation}, operation being ${there.join(', ')}.`
  return `belongs to "${owner}" and changes only when a file that says otherwise is imported.`
}
