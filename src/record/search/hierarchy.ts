import { parseReference } from '../../fhir/path/reference.ts'
import type { Resource } from '../../fhir/resource.ts'
import { hierarchies, isLocal, partParameter } from '../../fhir/search/hierarchy.ts'
import type { Criterion, Operand } from '../../fhir/search/query.ts'
import { referencesOf } from '../../fhir/search/references.ts'
import type { Asking } from './asking.ts'
import { compile } from './compile.ts'
import { foundDocuments } from './documents.ts'
import { allIds } from './ids.ts'

type Value = Extract<Criterion, { kind: 'value' }>

/** The criterion that also asks for all that is part of what it names (`:below`), or that this is part of (`:above`), however many levels away. @throws TooCostly when these are more than 10 000 on a level */
export async function withHierarchy(asking: Asking, criterion: Value & { modifier: 'above' | 'below' }): Promise<Criterion> {
  const { param, operands, modifier, target } = criterion
  const next = modifier === 'below' ? partsOf : wholesOf
  const relatives: Operand[] = []
  for (const type of target === undefined ? hierarchies(param) : hierarchies({ ...param, target: [target] })) {
    const seen = new Set(operands.filter(isLocal).flatMap(({ text }) => idIn(type, text) ?? []))
    const own = seen.size
    for (let level = [...seen]; level.length > 0; ) {
      level = (await next(asking, type, level)).filter((id) => !seen.has(id))
      for (const id of level) seen.add(id)
    }
    relatives.push(...[...seen].slice(own).map((id) => ({ prefix: 'eq' as const, text: `${type}/${id}` })))
  }
  return { ...criterion, operands: [...operands, ...relatives] }
}

function idIn(type: string, text: string): string | undefined {
  const named = parseReference(text)
  return !named ? text : named.type === type ? named.id : undefined
}

const partsOf = (asking: Asking, type: string, ids: readonly string[]): Promise<string[]> => {
  const operands = ids.map((id) => ({ prefix: 'eq' as const, text: `${type}/${id}` }))
  return allIds(asking.db, compile(asking.reader, type, [{ kind: 'value', param: partParameter(type)!, operands }]))
}

async function wholesOf({ db, reader }: Asking, type: string, ids: readonly string[]): Promise<string[]> {
  const references = referencesOf(type, partParameter(type)!)
  const parts = await foundDocuments(
    db.keyed,
    reader,
    ids.map((id) => ({ type, id })),
  )
  return [...new Set(parts.flatMap(({ doc }) => references(JSON.parse(doc) as Resource)).map(({ id }) => id))]
}
