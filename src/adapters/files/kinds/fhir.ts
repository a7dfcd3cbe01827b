import { isReserved } from '../../../fhir/conformance/publish.ts'
import { isId } from '../../../fhir/id.ts'
import { hasBrokenText, parseResource } from '../../../fhir/json.ts'
import { linksIn } from '../../../fhir/references.ts'
import { isResourceType } from '../../../fhir/validate/schema.ts'
import type { RecordStore } from '../../../record/record.ts'
import { workedOn } from '../../../record/worked-on.ts'
import { defineKind } from '../kind.ts'
import { type IdSet, idSet } from '../seen.ts'

/** Types that carry other resources or say how a request went: they are no documents of a patient's record. */
const noDocuments: ReadonlySet<string> = new Set(['Bundle', 'Parameters', 'OperationOutcome'])

/** FHIR R4, one resource a line, under the ids it has. R4 itself is checked where every document is; here only that the line is a document that may be put. */
export const fhir = defineKind({
  name: 'fhir',
  text: ['FHIR 资源（NDJSON）', 'FHIR resources (NDJSON)'],
  columns: {
    resource: {
      type: 'text',
      text: ['一个 FHIR R4 资源的 JSON，写在一行里，带 id', 'One FHIR R4 resource as JSON in one line, with its id'],
      required: true,
      max: 1 << 20,
      example: '{"resourceType":"Patient","id":"p1","active":true,"name":[{"text":"张三"}]}',
    },
  },
  async extra(record: RecordStore, county: number): Promise<IdSet> {
    const ids = idSet()
    for (const { type, id } of await workedOn(record.db, county)) ids.add(type, id)
    return ids
  },
  read({ resource: text }, _, refuse, own: IdSet) {
    const { resource, issues } = parseResource(text)
    for (const { diagnostics } of issues)
      refuse('resource', 'fhir.structure', [`不是一个 FHIR 资源：${diagnostics}`, `Not a FHIR resource: ${diagnostics}`])
    if (issues.length) return []
    const { resourceType: type, id } = resource
    if (hasBrokenText(text))
      refuse('resource', 'text', ['含有不能保存的字符（NUL 或半个字符）', 'Holds NUL or half a character, which cannot be kept'])
    if (!isResourceType(type) || noDocuments.has(type))
      refuse('resource', 'fhir.type', [
        `不是可以存入的资源类型：${type.slice(0, 64)}`,
        `Not a type of resource that can be put into the record: ${type.slice(0, 64)}`,
      ])
    else if (typeof id !== 'string' || !isId(id))
      refuse('resource', 'fhir.id', ['须有 id（1 至 64 个字母、数字、- 或 .）', 'Needs an id of 1 to 64 letters, digits, - or .'])
    else if (own.has(type, id))
      refuse('resource', 'worked-on', [
        `${type}/${id} 由本系统的业务办理，导入不能覆盖`,
        `${type}/${id} is worked on here, and an import does not overwrite it`,
      ])
    else if (isReserved(type, id))
      refuse('resource', 'fhir.id', [
        '以 countywide- 开头的编号留给随程序发布的文档',
        'Ids that begin with "countywide-" are kept for what the program publishes',
      ])
    return [{ resource, doc: text, links: linksIn(resource) }]
  },
})
