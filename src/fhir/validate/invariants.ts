/**
 * The R4 invariants that catch real mistakes in what a county writes, under their R4 keys (each resource's page, "Constraints"). Not here:
 * those of definitional resources (StructureDefinition, TestScript …), those that need another resource (ctm-1), and best-practice
 * warnings. ext-1 and the rules of Bundle are here; dom-2 to dom-5, ref-1, ele-1 and txt-1 are checked where the structure is.
 */
import { isObject, type Json } from './context.ts'

/** `holds` sees an object whose structure is already valid. `text` says what to do. */
type Invariant = { key: string; text: string; holds: (value: Json) => boolean }

const has = (v: Json, ...names: string[]) => names.some((name) => v[name] !== undefined || v[`_${name}`] !== undefined)
/** A choice element in any of its types, if only with extensions. */
const hasAny = (v: Json, stem: string) =>
  Object.keys(v).some((name) => {
    const plain = name.startsWith('_') ? name.slice(1) : name
    return plain.startsWith(stem) && /^[A-Z]/.test(plain.slice(stem.length))
  })
const all = (v: Json, name: string): Json[] => (Array.isArray(v[name]) ? (v[name] as unknown[]).filter(isObject) : [])
const child = (v: Json, name: string): Json => (isObject(v[name]) ? (v[name] as Json) : {})
const coded = (v: Json, name: string, system: string, ...codes: string[]) =>
  all(child(v, name), 'coding').some(
    (c) => c.system === `http://terminology.hl7.org/CodeSystem/${system}` && codes.includes(String(c.code)),
  )
const only = (v: Json, name: string, other: string) => !(has(v, name) && has(v, other))
const implies = (condition: boolean, then: boolean) => !condition || then
const rule = (key: string, text: string, holds: (value: Json) => boolean): Invariant => ({ key, text, holds })

/** True when `a` is later than `b` as far as their precisions tell (FHIRPath comparison, empty counts as not later). */
export function isLater(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  if (a.length > 10 && b.length > 10) return Date.parse(a) > Date.parse(b)
  const precision = Math.min(a.length, b.length, 10)
  return a.slice(0, precision) > b.slice(0, precision)
}

const lower = (low: Json, high: Json) =>
  typeof low.value !== 'number' ||
  typeof high.value !== 'number' ||
  low.code !== high.code ||
  low.unit !== high.unit ||
  low.value <= high.value
const transaction = (type: unknown) => type === 'transaction' || type === 'batch' || type === 'history'
const answered = (type: unknown) => type === 'transaction-response' || type === 'batch-response' || type === 'history'
const distinct = (list: readonly unknown[]) => new Set(list).size === list.length
const linkIds = (v: Json): unknown[] => all(v, 'item').flatMap((item) => [item.linkId, ...linkIds(item)])
const repeatsCode = (v: Json) => {
  const own = new Set(all(child(v, 'code'), 'coding').map((c) => `${c.system}|${c.code}`))
  return all(v, 'component').some((part) => all(child(part, 'code'), 'coding').some((c) => own.has(`${c.system}|${c.code}`)))
}
const notAtHome = (name: string) => (v: Json) => all(v, name).every((item) => item.use !== 'home')
const nonNegative = (name: string) => (v: Json) => implies(typeof v[name] === 'number', (v[name] as number) >= 0)

/** Invariants by type; a type also has those of the types it extends. */
export const INVARIANTS: Readonly<Record<string, readonly Invariant[]>> = {
  Extension: [rule('ext-1', 'give a value or nested extensions, one of the two', (v) => has(v, 'extension') !== hasAny(v, 'value'))],
  Period: [rule('per-1', 'start is after end: exchange or correct them', (v) => !isLater(v.start, v.end))],
  Quantity: [
    rule('qty-3', 'a unit code needs its system, http://unitsofmeasure.org for UCUM', (v) => implies(has(v, 'code'), has(v, 'system'))),
  ],
  Range: [rule('rng-2', 'low is above high: exchange or correct them', (v) => lower(child(v, 'low'), child(v, 'high')))],
  Ratio: [
    rule(
      'rat-1',
      'give numerator and denominator together',
      (v) => has(v, 'numerator') === has(v, 'denominator') && has(v, 'numerator', 'extension'),
    ),
  ],
  Attachment: [rule('att-1', 'data needs contentType', (v) => implies(has(v, 'data'), has(v, 'contentType')))],
  ContactPoint: [rule('cpt-2', 'a value needs system: phone, email …', (v) => implies(has(v, 'value'), has(v, 'system')))],
  Expression: [rule('exp-1', 'give expression or reference', (v) => has(v, 'expression', 'reference'))],
  'Timing.repeat': [
    rule('tim-1', 'duration needs durationUnit', (v) => implies(has(v, 'duration'), has(v, 'durationUnit'))),
    rule('tim-2', 'period needs periodUnit', (v) => implies(has(v, 'period'), has(v, 'periodUnit'))),
    rule('tim-4', 'duration is not negative', nonNegative('duration')),
    rule('tim-5', 'period is not negative', nonNegative('period')),
    rule('tim-6', 'periodMax needs period', (v) => implies(has(v, 'periodMax'), has(v, 'period'))),
    rule('tim-7', 'durationMax needs duration', (v) => implies(has(v, 'durationMax'), has(v, 'duration'))),
    rule('tim-8', 'countMax needs count', (v) => implies(has(v, 'countMax'), has(v, 'count'))),
    rule('tim-9', 'offset needs a when that is not a meal itself', (v) =>
      implies(has(v, 'offset'), Array.isArray(v.when) && !v.when.some((w) => ['C', 'CM', 'CD', 'CV'].includes(w))),
    ),
    rule('tim-10', 'give timeOfDay or when, not both', (v) => only(v, 'timeOfDay', 'when')),
  ],
  AllergyIntolerance: [
    rule(
      'ait-1',
      'clinicalStatus is required unless entered-in-error',
      (v) => has(v, 'clinicalStatus') || coded(v, 'verificationStatus', 'allergyintolerance-verification', 'entered-in-error'),
    ),
    rule(
      'ait-2',
      'no clinicalStatus when entered-in-error',
      (v) => !has(v, 'clinicalStatus') || !coded(v, 'verificationStatus', 'allergyintolerance-verification', 'entered-in-error'),
    ),
  ],
  Appointment: [
    rule('app-2', 'give start and end together', (v) => has(v, 'start') === has(v, 'end')),
    rule(
      'app-3',
      'start and end are required unless proposed, cancelled or waitlist',
      (v) => (has(v, 'start') && has(v, 'end')) || ['proposed', 'cancelled', 'waitlist'].includes(String(v.status)),
    ),
    rule('app-4', 'a cancelationReason needs status cancelled or noshow', (v) =>
      implies(has(v, 'cancelationReason'), v.status === 'noshow' || v.status === 'cancelled'),
    ),
  ],
  'Appointment.participant': [rule('app-1', 'give type or actor', (v) => has(v, 'type', 'actor'))],
  AppointmentResponse: [rule('apr-1', 'give participantType or actor', (v) => has(v, 'participantType', 'actor'))],
  Bundle: [
    rule('bdl-1', 'total is for searchset and history only', (v) =>
      implies(has(v, 'total'), v.type === 'searchset' || v.type === 'history'),
    ),
    rule('bdl-2', 'entry.search is for searchset only', (v) => v.type === 'searchset' || all(v, 'entry').every((e) => !has(e, 'search'))),
    rule('bdl-3', 'entry.request is required for batch, transaction and history, and only there', (v) =>
      all(v, 'entry').every((e) => has(e, 'request') === transaction(v.type)),
    ),
    rule('bdl-4', 'entry.response is required for responses and history, and only there', (v) =>
      all(v, 'entry').every((e) => has(e, 'response') === answered(v.type)),
    ),
    rule(
      'bdl-7',
      'each fullUrl and version appears once',
      (v) =>
        v.type === 'history' ||
        distinct(
          all(v, 'entry').flatMap((e) =>
            has(e, 'fullUrl') ? [`${e.fullUrl} ${child(child(e, 'resource'), 'meta').versionId ?? ''}`] : [],
          ),
        ),
    ),
    rule('bdl-9', 'a document needs identifier with system and value', (v) =>
      implies(v.type === 'document', has(child(v, 'identifier'), 'system') && has(child(v, 'identifier'), 'value')),
    ),
    rule('bdl-10', 'a document needs timestamp', (v) => implies(v.type === 'document', has(v, 'timestamp'))),
    rule('bdl-11', 'a document begins with a Composition', (v) =>
      implies(v.type === 'document', child(all(v, 'entry')[0] ?? {}, 'resource').resourceType === 'Composition'),
    ),
    rule('bdl-12', 'a message begins with a MessageHeader', (v) =>
      implies(v.type === 'message', child(all(v, 'entry')[0] ?? {}, 'resource').resourceType === 'MessageHeader'),
    ),
  ],
  'Bundle.entry': [
    rule('bdl-5', 'give resource, request or response', (v) => has(v, 'resource', 'request', 'response')),
    rule('bdl-8', 'fullUrl names no version', (v) => !String(v.fullUrl ?? '').includes('/_history/')),
  ],
  'CarePlan.activity': [rule('cpl-3', 'give detail or reference, not both', (v) => only(v, 'detail', 'reference'))],
  'Composition.section': [
    rule('cmp-1', 'give text, entry or section', (v) => has(v, 'text', 'entry', 'section')),
    rule('cmp-2', 'emptyReason is for a section without entries', (v) => only(v, 'emptyReason', 'entry')),
  ],
  Condition: [
    rule('con-4', 'an abated condition has clinicalStatus inactive, remission or resolved', (v) =>
      implies(hasAny(v, 'abatement'), coded(v, 'clinicalStatus', 'condition-clinical', 'resolved', 'remission', 'inactive')),
    ),
    rule(
      'con-5',
      'no clinicalStatus when entered-in-error',
      (v) => !has(v, 'clinicalStatus') || !coded(v, 'verificationStatus', 'condition-ver-status', 'entered-in-error'),
    ),
  ],
  'Condition.stage': [rule('con-1', 'give summary or assessment', (v) => has(v, 'summary', 'assessment'))],
  'Condition.evidence': [rule('con-2', 'give code or detail', (v) => has(v, 'code', 'detail'))],
  Consent: [rule('ppc-1', 'give policy or policyRule', (v) => has(v, 'policy', 'policyRule'))],
  FamilyMemberHistory: [
    rule('fhs-1', 'give age or born, not both', (v) => !(hasAny(v, 'age') && hasAny(v, 'born'))),
    rule('fhs-2', 'estimatedAge needs age', (v) => implies(has(v, 'estimatedAge'), hasAny(v, 'age'))),
  ],
  'Goal.target': [rule('gol-1', 'a detail needs measure', (v) => implies(hasAny(v, 'detail'), has(v, 'measure')))],
  Group: [rule('grp-1', 'members need actual = true', (v) => implies(has(v, 'member'), v.actual === true))],
  List: [
    rule('lst-1', 'emptyReason is for a list without entries', (v) => only(v, 'emptyReason', 'entry')),
    rule('lst-2', 'entry.deleted needs mode changes', (v) => v.mode === 'changes' || all(v, 'entry').every((e) => !has(e, 'deleted'))),
    rule('lst-3', 'entry.date needs mode working', (v) => v.mode === 'working' || all(v, 'entry').every((e) => !has(e, 'date'))),
  ],
  'MedicationAdministration.dosage': [rule('mad-1', 'give dose or rate', (v) => has(v, 'dose') || hasAny(v, 'rate'))],
  MedicationDispense: [rule('mdd-1', 'whenHandedOver is before whenPrepared', (v) => !isLater(v.whenPrepared, v.whenHandedOver))],
  Observation: [
    rule('obs-6', 'dataAbsentReason is for an observation without value', (v) => implies(has(v, 'dataAbsentReason'), !hasAny(v, 'value'))),
    rule(
      'obs-7',
      'when a component has the code of the observation, the value belongs there only',
      (v) => !hasAny(v, 'value') || !repeatsCode(v),
    ),
  ],
  'Observation.referenceRange': [rule('obs-3', 'give low, high or text', (v) => has(v, 'low', 'high', 'text'))],
  Organization: [
    rule('org-1', 'give a name or an identifier', (v) => has(v, 'name', 'identifier')),
    rule('org-2', 'an organization has no home address', notAtHome('address')),
    rule('org-3', 'an organization has no home telephone', notAtHome('telecom')),
  ],
  'Parameters.parameter': [
    rule(
      'inv-1',
      'give one of value, resource and part',
      (v) => [hasAny(v, 'value'), has(v, 'resource'), has(v, 'part')].filter(Boolean).length === 1,
    ),
  ],
  'Patient.contact': [
    rule('pat-1', 'give a name, telecom, address or organization', (v) => has(v, 'name', 'telecom', 'address', 'organization')),
  ],
  Questionnaire: [rule('que-2', 'each linkId is used once', (v) => distinct(linkIds(v)))],
  'Questionnaire.item': [
    rule(
      'que-1',
      'a group has items, a display has none',
      (v) => implies(v.type === 'group', has(v, 'item')) && implies(v.type === 'display', !has(v, 'item')),
    ),
    rule('que-4', 'give answerOption or answerValueSet, not both', (v) => only(v, 'answerOption', 'answerValueSet')),
    rule('que-11', 'mark an answerOption as initial instead of giving initial', (v) => only(v, 'answerOption', 'initial')),
    rule('que-12', 'several enableWhen need enableBehavior', (v) => implies(all(v, 'enableWhen').length > 1, has(v, 'enableBehavior'))),
  ],
  'QuestionnaireResponse.item': [rule('qrs-1', 'nest items in answer or in item, not both', (v) => only(v, 'answer', 'item'))],
  ServiceRequest: [rule('prr-1', 'orderDetail needs code', (v) => implies(has(v, 'orderDetail'), has(v, 'code')))],
}
