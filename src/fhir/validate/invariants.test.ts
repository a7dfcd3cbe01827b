import { describe, expect, it } from 'vitest'
import { bundle } from './fixtures/work.ts'
import { INVARIANTS, isLater } from './invariants.ts'
import { isComplex } from './schema.ts'
import { validate } from './validate.ts'

const text = { text: '文' }
const who = { display: '某人' }
const unit = { value: 1, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' }
const coded = (system: string, code: string) => ({ coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }] })
const observation = { resourceType: 'Observation', status: 'final', code: { coding: [{ system: 's', code: 'c' }] } }
const patient = { resourceType: 'Patient' }
const condition = { resourceType: 'Condition', subject: who }
const allergy = { resourceType: 'AllergyIntolerance', patient: who }
const appointment = { resourceType: 'Appointment', status: 'booked', participant: [{ actor: who, status: 'accepted' }] }
const list = { resourceType: 'List', status: 'current', mode: 'snapshot' }
const composition = { resourceType: 'Composition', status: 'final', type: text, date: '2026', author: [who], title: '出院小结' }
const questionnaire = { resourceType: 'Questionnaire', status: 'draft' }
const response = { resourceType: 'QuestionnaireResponse', status: 'completed' }
const collection = { resourceType: 'Bundle', type: 'collection' }
const document = { resourceType: 'Bundle', type: 'document', identifier: { system: 's', value: 'v' }, timestamp: '2026-05-08T00:00:00Z' }
const times = { start: '2026-05-08T09:00:00Z', end: '2026-05-08T09:30:00Z' }
const timing = (repeat: object) => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: text,
  subject: who,
  dosageInstruction: [{ timing: { repeat } }],
})
const asked = (item: object) => ({ ...questionnaire, item: [{ linkId: '1', type: 'string', ...item }] })
const family = { resourceType: 'FamilyMemberHistory', status: 'completed', patient: who, relationship: text }
const given = {
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept: text,
  subject: who,
  effectiveDateTime: '2026',
}

/** Per invariant: what breaks it (alone), and the nearest thing that keeps it. */
const CASES: Record<string, { bad: object; good: object }> = {
  'ext-1': {
    bad: { ...patient, extension: [{ url: 'u', valueCode: 'x', extension: [{ url: 'v', valueCode: 'y' }] }] },
    good: { ...patient, extension: [{ url: 'u', extension: [{ url: 'v', _valueCode: { extension: [{ url: 'w', valueCode: 'y' }] } }] }] },
  },
  'per-1': {
    bad: { ...patient, name: [{ text: '某', period: { start: '2026-05-09', end: '2026-05-08' } }] },
    good: { ...patient, name: [{ text: '某', period: { start: '2026-05-08', end: '2026-05-08' } }] },
  },
  'qty-3': { bad: { ...observation, valueQuantity: { value: 1, code: 'mg' } }, good: { ...observation, valueQuantity: unit } },
  'rng-2': {
    bad: { ...observation, valueRange: { low: { ...unit, value: 2 }, high: unit } },
    good: { ...observation, valueRange: { low: unit, high: { ...unit, value: 2 } } },
  },
  'rat-1': {
    bad: { ...observation, valueRatio: { numerator: unit } },
    good: { ...observation, valueRatio: { numerator: unit, denominator: unit } },
  },
  'att-1': { bad: { ...patient, photo: [{ data: 'QUJD' }] }, good: { ...patient, photo: [{ data: 'QUJD', contentType: 'image/png' }] } },
  'cpt-2': { bad: { ...patient, telecom: [{ value: '1' }] }, good: { ...patient, telecom: [{ value: '1', system: 'phone' }] } },
  'exp-1': {
    bad: asked({ extension: [{ url: 'u', valueExpression: { language: 'text/fhirpath' } }] }),
    good: asked({ extension: [{ url: 'u', valueExpression: { language: 'text/fhirpath', expression: '1' } }] }),
  },
  'tim-1': { bad: timing({ duration: 1 }), good: timing({ duration: 1, durationUnit: 'h' }) },
  'tim-2': { bad: timing({ period: 1 }), good: timing({ period: 1, periodUnit: 'd' }) },
  'tim-4': { bad: timing({ duration: -1, durationUnit: 'h' }), good: timing({ duration: 0, durationUnit: 'h' }) },
  'tim-5': { bad: timing({ period: -1, periodUnit: 'd' }), good: timing({ period: 0, periodUnit: 'd' }) },
  'tim-6': { bad: timing({ periodMax: 1 }), good: timing({ period: 1, periodUnit: 'd', periodMax: 2 }) },
  'tim-7': { bad: timing({ durationMax: 1 }), good: timing({ duration: 1, durationUnit: 'h', durationMax: 2 }) },
  'tim-8': { bad: timing({ countMax: 1 }), good: timing({ count: 1, countMax: 2 }) },
  'tim-9': { bad: timing({ offset: 30, when: ['CM'] }), good: timing({ offset: 30, when: ['AC'] }) },
  'tim-10': { bad: timing({ timeOfDay: ['07:00:00'], when: ['AC'] }), good: timing({ timeOfDay: ['07:00:00'] }) },
  'ait-1': { bad: allergy, good: { ...allergy, clinicalStatus: coded('allergyintolerance-clinical', 'active') } },
  'ait-2': {
    bad: {
      ...allergy,
      clinicalStatus: coded('allergyintolerance-clinical', 'active'),
      verificationStatus: coded('allergyintolerance-verification', 'entered-in-error'),
    },
    good: { ...allergy, verificationStatus: coded('allergyintolerance-verification', 'entered-in-error') },
  },
  'app-1': { bad: { ...appointment, ...times, participant: [{ status: 'accepted' }] }, good: { ...appointment, ...times } },
  'app-2': { bad: { ...appointment, status: 'proposed', start: times.start }, good: { ...appointment, status: 'proposed' } },
  'app-3': { bad: appointment, good: { ...appointment, status: 'waitlist' } },
  'app-4': {
    bad: { ...appointment, ...times, cancelationReason: text },
    good: { ...appointment, status: 'cancelled', cancelationReason: text },
  },
  'apr-1': {
    bad: { resourceType: 'AppointmentResponse', appointment: who, participantStatus: 'accepted' },
    good: { resourceType: 'AppointmentResponse', appointment: who, participantStatus: 'accepted', actor: who },
  },
  'bdl-1': { bad: { ...collection, total: 1 }, good: { ...collection, type: 'searchset', total: 1 } },
  'bdl-2': {
    bad: { ...collection, entry: [{ resource: patient, search: { mode: 'match' } }] },
    good: { ...collection, type: 'searchset', entry: [{ resource: patient, search: { mode: 'match' } }] },
  },
  'bdl-3': { bad: { ...bundle, entry: [{ resource: patient }] }, good: bundle },
  'bdl-4': {
    bad: { ...collection, entry: [{ resource: patient, response: { status: '200' } }] },
    good: { ...collection, type: 'batch-response', entry: [{ response: { status: '200' } }] },
  },
  'bdl-5': {
    bad: { ...collection, entry: [{ fullUrl: 'urn:x' }] },
    good: { ...collection, entry: [{ fullUrl: 'urn:x', resource: patient }] },
  },
  'bdl-7': {
    bad: { ...collection, entry: [1, 2].map(() => ({ fullUrl: 'urn:x', resource: patient })) },
    good: { ...collection, entry: [1, 2].map((n) => ({ fullUrl: `urn:${n}`, resource: patient })) },
  },
  'bdl-8': {
    bad: { ...collection, entry: [{ fullUrl: 'http://x/Patient/1/_history/1', resource: patient }] },
    good: { ...collection, entry: [{ fullUrl: 'http://x/Patient/1', resource: patient }] },
  },
  'bdl-9': {
    bad: { ...document, identifier: { value: 'v' }, entry: [{ resource: composition }] },
    good: { ...document, entry: [{ resource: composition }] },
  },
  'bdl-10': {
    bad: { resourceType: 'Bundle', type: 'document', identifier: document.identifier, entry: [{ resource: composition }] },
    good: { ...document, entry: [{ resource: composition }] },
  },
  'bdl-11': { bad: { ...document, entry: [{ resource: patient }] }, good: { ...document, entry: [{ resource: composition }] } },
  'bdl-12': {
    bad: { ...collection, type: 'message', entry: [{ resource: patient }] },
    good: { ...collection, entry: [{ resource: patient }] },
  },
  'cpl-3': {
    bad: {
      resourceType: 'CarePlan',
      status: 'active',
      intent: 'plan',
      subject: who,
      activity: [{ reference: who, detail: { status: 'scheduled' } }],
    },
    good: { resourceType: 'CarePlan', status: 'active', intent: 'plan', subject: who, activity: [{ detail: { status: 'scheduled' } }] },
  },
  'cmp-1': { bad: { ...composition, section: [{ title: '空' }] }, good: { ...composition, section: [{ title: '空', entry: [who] }] } },
  'cmp-2': {
    bad: { ...composition, section: [{ entry: [who], emptyReason: text }] },
    good: { ...composition, section: [{ section: [{ entry: [who] }], emptyReason: text }] },
  },
  'con-1': { bad: { ...condition, stage: [{ type: text }] }, good: { ...condition, stage: [{ summary: text }] } },
  'con-2': {
    bad: { ...condition, evidence: [{ extension: [{ url: 'u', valueCode: 'x' }] }] },
    good: { ...condition, evidence: [{ code: [text] }] },
  },
  'con-4': {
    bad: { ...condition, abatementString: '好转', clinicalStatus: coded('condition-clinical', 'active') },
    good: { ...condition, abatementString: '好转', clinicalStatus: coded('condition-clinical', 'resolved') },
  },
  'con-5': {
    bad: {
      ...condition,
      clinicalStatus: coded('condition-clinical', 'active'),
      verificationStatus: coded('condition-ver-status', 'entered-in-error'),
    },
    good: { ...condition, verificationStatus: coded('condition-ver-status', 'entered-in-error') },
  },
  'ppc-1': {
    bad: { resourceType: 'Consent', status: 'active', scope: text, category: [text] },
    good: { resourceType: 'Consent', status: 'active', scope: text, category: [text], policyRule: text },
  },
  'fhs-1': { bad: { ...family, ageString: '60', bornString: '1966' }, good: { ...family, ageString: '60' } },
  'fhs-2': { bad: { ...family, estimatedAge: true }, good: { ...family, ageString: '60', estimatedAge: true } },
  'gol-1': {
    bad: { resourceType: 'Goal', lifecycleStatus: 'active', description: text, subject: who, target: [{ detailString: '低于140' }] },
    good: {
      resourceType: 'Goal',
      lifecycleStatus: 'active',
      description: text,
      subject: who,
      target: [{ measure: text, detailString: '低于140' }],
    },
  },
  'grp-1': {
    bad: { resourceType: 'Group', type: 'person', actual: false, member: [{ entity: who }] },
    good: { resourceType: 'Group', type: 'person', actual: true, member: [{ entity: who }] },
  },
  'lst-1': { bad: { ...list, entry: [{ item: who }], emptyReason: text }, good: { ...list, emptyReason: text } },
  'lst-2': {
    bad: { ...list, entry: [{ item: who, deleted: true }] },
    good: { ...list, mode: 'changes', entry: [{ item: who, deleted: true }] },
  },
  'lst-3': {
    bad: { ...list, entry: [{ item: who, date: '2026' }] },
    good: { ...list, mode: 'working', entry: [{ item: who, date: '2026' }] },
  },
  'mad-1': { bad: { ...given, dosage: { text: '口服' } }, good: { ...given, dosage: { text: '口服', dose: unit } } },
  'mdd-1': {
    bad: {
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: text,
      whenPrepared: '2026-05-08',
      whenHandedOver: '2026-05-07',
    },
    good: {
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: text,
      whenPrepared: '2026-05-08',
      whenHandedOver: '2026-05',
    },
  },
  'obs-3': { bad: { ...observation, referenceRange: [{ type: text }] }, good: { ...observation, referenceRange: [{ text: '阴性' }] } },
  'obs-6': { bad: { ...observation, valueString: 'x', dataAbsentReason: text }, good: { ...observation, dataAbsentReason: text } },
  'obs-7': {
    bad: { ...observation, valueString: 'x', component: [{ code: observation.code, valueString: 'y' }] },
    good: { ...observation, valueString: 'x', component: [{ code: text, valueString: 'y' }] },
  },
  'org-1': { bad: { resourceType: 'Organization', active: true }, good: { resourceType: 'Organization', name: '卫生院' } },
  'org-2': {
    bad: { resourceType: 'Organization', name: '卫生院', address: [{ use: 'home', text: '村里' }] },
    good: { resourceType: 'Organization', name: '卫生院', address: [{ use: 'work', text: '村里' }] },
  },
  'org-3': {
    bad: { resourceType: 'Organization', name: '卫生院', telecom: [{ use: 'home', system: 'phone', value: '1' }] },
    good: { resourceType: 'Organization', name: '卫生院', telecom: [{ use: 'work', system: 'phone', value: '1' }] },
  },
  'inv-1': {
    bad: { resourceType: 'Parameters', parameter: [{ name: 'a' }] },
    good: { resourceType: 'Parameters', parameter: [{ name: 'a', part: [{ name: 'b', resource: patient }] }] },
  },
  'pat-1': { bad: { ...patient, contact: [{ gender: 'male' }] }, good: { ...patient, contact: [{ gender: 'male', organization: who }] } },
  'que-1': { bad: asked({ type: 'group' }), good: asked({ type: 'group', item: [{ linkId: '2', type: 'display' }] }) },
  'que-2': { bad: asked({ type: 'group', item: [{ linkId: '1', type: 'string' }] }), good: asked({}) },
  'que-4': {
    bad: asked({ type: 'choice', answerValueSet: 'http://x', answerOption: [{ valueString: '是' }] }),
    good: asked({ type: 'choice', answerOption: [{ valueString: '是' }] }),
  },
  'que-11': {
    bad: asked({ type: 'choice', answerOption: [{ valueString: '是' }], initial: [{ valueString: '是' }] }),
    good: asked({ initial: [{ valueString: '是' }] }),
  },
  'que-12': {
    bad: asked({ enableWhen: ['a', 'b'].map((question) => ({ question, operator: 'exists', answerBoolean: true })) }),
    good: asked({
      enableWhen: ['a', 'b'].map((question) => ({ question, operator: 'exists', answerBoolean: true })),
      enableBehavior: 'all',
    }),
  },
  'qrs-1': {
    bad: { ...response, item: [{ linkId: '1', answer: [{ valueString: '是' }], item: [{ linkId: '2' }] }] },
    good: { ...response, item: [{ linkId: '1', answer: [{ valueString: '是', item: [{ linkId: '2' }] }] }] },
  },
  'prr-1': {
    bad: { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: who, orderDetail: [text] },
    good: { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: who, orderDetail: [text], code: text },
  },
}

describe('invariants', () => {
  const keys = Object.values(INVARIANTS).flatMap((rules) => rules.map((rule) => rule.key))

  it.each([...new Set(keys)])('%s', (key) => {
    const { bad, good } = CASES[key]!
    expect(validate(good)).toEqual([])
    expect(validate(bad).map((issue) => issue.diagnostics.slice(-key.length - 3))).toEqual([`(${key}).`])
    expect(validate(bad)[0]?.code).toBe('invariant')
  })

  it('belong to types that exist', () => {
    expect(Object.keys(INVARIANTS).filter((type) => !isComplex(type))).toEqual([])
  })
})

describe('isLater', () => {
  it('compares as far as both are precise', () => {
    expect(isLater('2026-05-09', '2026-05-08T23:00:00+08:00')).toBe(true)
    expect(isLater('2026-05-08', '2026-05-08T00:00:00+08:00')).toBe(false)
    expect(isLater('2026-05', '2026')).toBe(false)
    expect(isLater('2026-05-08T09:00:00+08:00', '2026-05-08T02:00:00Z')).toBe(false)
    expect(isLater('2026-05-08T11:00:00+08:00', '2026-05-08T02:00:00Z')).toBe(true)
    expect(isLater(undefined, '2026')).toBe(false)
  })
})
