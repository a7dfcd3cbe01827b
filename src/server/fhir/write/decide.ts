import { isReserved } from '../../../fhir/conformance/publish.ts'
import { arranged, stamped } from '../../../fhir/document.ts'
import type { Resource } from '../../../fhir/resource.ts'
import { labelsAfter } from '../../../fhir/security-labels.ts'
import type { Removed, Stored } from '../../../record/plan.ts'
import { refuseFhir } from '../outcome.ts'
import { type Body, bodyOf, type Draft, mustBe } from './draft.ts'
import type { Intent, Versions, Written } from './intent.ts'
import { changedBy } from './owners.ts'
import type { Change } from './plan.ts'

type There = Stored | Removed | undefined
export type Decided = { written: Written; change?: Change | undefined }

/** The content as it is stored: with the id it gets, without the version and instant that are columns. */
function own(resource: Resource, id: string): Resource {
  const { versionId, lastUpdated, ...rest } = (resource['meta'] ?? {}) as Record<string, unknown>
  if (versionId === undefined && lastUpdated === undefined) return resource.id === id ? resource : { ...resource, id }
  const { meta, ...others } = resource
  return Object.keys(rest).length ? { ...resource, id, meta: rest } : { ...others, id }
}

const isOne = (there: There, versions: Versions) => !!there?.doc && (versions === '*' || versions.includes(there.version))

/** @throws FhirRefusal 412 when If-Match names other versions than the one there is (http://hl7.org/fhir/R4/http.html#concurrency), or If-None-Match that one */
function mustMatch({ ifMatch, ifNoneMatch, at, type }: Intent, there: There): void {
  const now = there?.doc ? `version ${there.version}` : 'nothing'
  if (ifMatch !== undefined && !isOne(there, ifMatch))
    throw refuseFhir(412, 'conflict', `If-Match asks for version ${told(ifMatch)}, there is ${now}: read it again.`, at ?? type)
  if (ifNoneMatch !== undefined && isOne(there, ifNoneMatch))
    throw refuseFhir(412, 'conflict', `If-None-Match excludes version ${told(ifNoneMatch)}, there is ${now}.`, at ?? type)
}
const told = (versions: Versions) => (versions === '*' ? versions : versions.join(' or '))

/** @throws FhirRefusal 409 when the document belongs to somebody who alone may change it: a workflow, an import, the house itself */
function mustBeFree({ at, type }: Intent, there: There): void {
  if (!there?.doc || there.owner === null) return
  const { owner, id } = there
  throw refuseFhir(409, 'business-rule', `${type}/${id} ${changedBy(owner)}`, at ?? type)
}

/** @throws FhirRefusal 409 for an id that a later version may publish something under */
function mustBeOpen({ at, type }: Intent, id: string, there: There): void {
  if (there?.doc || !isReserved(type, id)) return
  throw refuseFhir(
    409,
    'business-rule',
    `${type}/${id} cannot be made: ids that begin with "countywide-" are kept for what the program publishes.`,
    at ?? type,
  )
}

/** What is there, as the answer. */
export const unchanged = ({ type, id, version, updated, doc }: Stored): Decided => ({
  written: { status: 200, type, id, version, updated, doc, changed: false },
})

/** The next version of what is there, or nothing when it says the same already. */
export function put(intent: Intent, body: Body, id: string, there: There, now: string): Decided {
  mustMatch(intent, there)
  mustBeFree(intent, there)
  mustBeOpen(intent, id, there)
  const doc = arranged(body.text, body.resource, id)
  const { type } = intent
  const label = labelsAfter(there?.label ?? 0, body.resource)
  if (there?.doc === doc && there.label === label) return unchanged(there)
  const resource = own(body.resource, id)
  return {
    written: { status: there?.doc ? 200 : 201, type, id, version: (there?.version ?? 0) + 1, updated: now, doc, changed: true },
    change: { intent, resource, write: { type, id, before: there ?? 'new', doc, parsed: resource, label } },
  }
}

/** Deletion; what is not there stays so. */
export function remove(intent: Intent, id: string, there: There, now: string): Decided {
  mustMatch(intent, there)
  mustBeFree(intent, there)
  const { type } = intent
  const gone = { status: 204, type, id, doc: null } as const
  if (!there?.doc) return { written: { ...gone, version: there?.version ?? 0, updated: there?.updated ?? now, changed: false } }
  return {
    written: { ...gone, version: there.version + 1, updated: now, changed: true },
    change: { intent, resource: JSON.parse(there.doc) as Resource, write: { type, id, before: there, doc: null } },
  }
}

/** The draft of a patch with the body that the patch makes of what is there. @throws FhirRefusal 404, 410 when there is nothing to patch */
export function patched({ intent }: Draft, id: string, there: There): Draft {
  const { type, at } = intent
  if (!there) throw refuseFhir(404, 'not-found', `There is no ${type}/${id}.`, at ?? type)
  if (there.doc === null) throw refuseFhir(410, 'deleted', `${type}/${id} was deleted.`, at ?? type)
  mustMatch(intent, there)
  mustBeFree(intent, there)
  const body = bodyOf(intent.patch!(stamped(there.doc, there.version, there.updated)), at)
  mustBe(body.resource, type, id, at)
  return { intent, body }
}
