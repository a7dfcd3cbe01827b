import type { Visit } from './synthea-places.ts'
import { base64, coding, concept, decimal, type Json, loinc, type Maker, profiled, snomed, terminology } from './synthea-words.ts'

const rxnorm = (code: string, text: string) => concept('http://www.nlm.nih.gov/research/umls/rxnorm', code, text)
const drug = rxnorm('308182', 'Amoxicillin 250 MG Oral Capsule')

/** What was given: a prescription by a code, one by a Medication of its own, and how that was administered. */
function medication({ add }: Maker, { subject, encounter, places, period }: Visit, condition: Json): Json {
  const request = (more: Json) =>
    add({
      resourceType: 'MedicationRequest',
      ...profiled('medicationrequest'),
      status: 'stopped',
      intent: 'order',
      subject,
      encounter,
      authoredOn: period.start,
      requester: places.doctor,
      category: [{ ...terminology('medicationrequest-category', 'community', 'Community'), text: 'Community' }],
      reasonReference: [{ ...condition, display: 'Acute bronchitis (disorder)' }],
      ...more,
    })
  const own = add({ resourceType: 'Medication', ...profiled('medication'), code: drug, status: 'active' })
  const ordered = terminology('dose-rate-type', 'ordered', 'Ordered')
  const repeat = { frequency: 1, period: decimal('12.0'), periodUnit: 'h' }
  const asNeeded = { timing: { repeat }, asNeededBoolean: true, doseAndRate: [{ type: ordered, doseQuantity: { value: decimal('1.0') } }] }
  request({ medicationReference: own, dosageInstruction: [{ sequence: 1, text: 'Take as needed.', ...asNeeded }] })
  add({
    resourceType: 'MedicationAdministration',
    status: 'completed',
    medicationCodeableConcept: drug,
    subject,
    context: encounter,
    effectiveDateTime: period.start,
    reasonReference: [condition],
    dosage: {
      text: 'Take at regular intervals. Complete the prescribed course.',
      dose: { value: decimal('1.0') },
      rateQuantity: { value: 0 },
    },
  })
  const instruction = snomed('418577003', 'Take at regular intervals. Complete the prescribed course unless otherwise directed.')
  return request({
    medicationCodeableConcept: drug,
    dosageInstruction: [
      {
        sequence: 1,
        text: 'Take at regular intervals.\n',
        additionalInstruction: [instruction],
        timing: { repeat: { frequency: 1, period: 12, periodUnit: 'h' } },
        asNeededBoolean: false,
        doseAndRate: [{ type: ordered, doseQuantity: { value: 1 } }],
      },
    ],
  })
}

/** A team, a goal and a plan that name each other. */
function care({ add }: Maker, { subject, encounter, places, period }: Visit, condition: Json): void {
  const member = (code: string, text: string, who: Json) => ({ role: [snomed(code, text)], member: who })
  const team = add({
    resourceType: 'CareTeam',
    ...profiled('careteam'),
    status: 'active',
    subject,
    encounter,
    period,
    participant: [
      member('116154003', 'Patient', { ...subject, display: 'Mrs. Test Muster0' }),
      member('223366009', 'Healthcare professional (occupation)', places.doctor),
      member('224891009', 'Healthcare services (qualifier value)', places.house),
    ],
    reasonCode: [snomed('10509002', 'Acute bronchitis (disorder)')],
    managingOrganization: [places.house],
  })
  const reached = terminology('goal-achievement', 'in-progress')
  const description = { text: 'Hemoglobin A1c total in Blood < 7.0' }
  const goal = add({
    resourceType: 'Goal',
    ...profiled('goal'),
    lifecycleStatus: 'accepted',
    achievementStatus: reached,
    description,
    subject,
    target: [{ measure: loinc('4548-4', 'Hemoglobin A1c'), dueDate: '2012-02-03' }],
    addresses: [condition],
  })
  const text =
    'Care Plan for Respiratory therapy.<br/>Activities: <ul><li>Respiratory therapy</li></ul><br/>Care plan is meant to treat Acute bronchitis (disorder).'
  add({
    resourceType: 'CarePlan',
    ...profiled('careplan'),
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>` },
    status: 'active',
    intent: 'order',
    category: [
      { coding: [coding('http://hl7.org/fhir/us/core/CodeSystem/careplan-category', 'assess-plan')] },
      snomed('53950000', 'Respiratory therapy'),
    ],
    subject,
    encounter,
    period,
    careTeam: [team],
    addresses: [condition],
    goal: [goal],
    activity: [
      {
        detail: {
          code: snomed('304510005', 'Recommendation to avoid exercise'),
          status: 'in-progress',
          location: { display: 'HOSPITAL 1' },
        },
      },
    ],
  })
}

function imaged({ add, uid }: Maker, { subject, encounter, places, period }: Visit, procedure: Json): void {
  const dicom = coding('http://dicom.nema.org/resources/ontology/DCM', 'DX', 'Digital Radiography')
  const instance = (number: number) => ({
    uid: uid(),
    sopClass: { ...coding('urn:ietf:rfc:3986', 'urn:oid:1.2.840.10008.5.1.4.1.1.1.1'), display: 'Digital X-Ray Image Storage' },
    number,
    title: 'Image of wrist',
  })
  add({
    resourceType: 'ImagingStudy',
    identifier: [{ use: 'official', system: 'urn:dicom:uid', value: `urn:oid:${uid()}` }],
    status: 'available',
    subject,
    encounter,
    started: period.start,
    procedureReference: procedure,
    procedureCode: [snomed('60027007', 'Radiography of wrist')],
    location: places.place,
    numberOfSeries: 1,
    numberOfInstances: 2,
    series: [
      {
        uid: uid(),
        number: 1,
        modality: dicom,
        numberOfInstances: 2,
        bodySite: coding('http://snomed.info/sct', '8205005', 'Wrist'),
        started: period.start,
        instance: [instance(1), instance(2)],
      },
    ],
  })
}

/** What was done and ordered in a visit. */
export function orders(make: Maker, at: Visit, condition: Json): { procedure: Json; immunization: Json; prescription: Json } {
  const { add } = make
  const { subject, encounter, places, period } = at
  const procedure = add({
    resourceType: 'Procedure',
    ...profiled('procedure'),
    status: 'completed',
    code: snomed('430193006', 'Medication Reconciliation (procedure)'),
    subject,
    encounter,
    performedPeriod: period,
    location: places.place,
    reasonReference: [{ ...condition, display: 'Acute bronchitis (disorder)' }],
  })
  const immunization = add({
    resourceType: 'Immunization',
    ...profiled('immunization'),
    status: 'completed',
    vaccineCode: concept('http://hl7.org/fhir/sid/cvx', '140', 'Influenza, seasonal, injectable, preservative free'),
    patient: subject,
    encounter,
    occurrenceDateTime: period.start,
    primarySource: true,
    location: places.place,
  })
  add({
    resourceType: 'AllergyIntolerance',
    ...profiled('allergyintolerance'),
    clinicalStatus: terminology('allergyintolerance-clinical', 'active'),
    verificationStatus: terminology('allergyintolerance-verification', 'confirmed'),
    type: 'allergy',
    category: ['food'],
    criticality: 'low',
    code: snomed('735029006', 'Shellfish (substance)'),
    patient: subject,
    recordedDate: period.start,
    reaction: [{ manifestation: [snomed('247472004', 'Wheal (finding)')], severity: 'mild' }],
  })
  add({
    resourceType: 'Device',
    ...profiled('implantable-device'),
    udiCarrier: [{ deviceIdentifier: '64748088', carrierAIDC: base64('\x1d01'), carrierHRF: '(01)64748088(11)200101(17)250101(10)1(21)2' }],
    status: 'active',
    distinctIdentifier: '64748088',
    manufacturer: 'Test',
    manufactureDate: '2020-01-01T03:04:05-05:00',
    expirationDate: '2045-01-01T03:04:05-05:00',
    lotNumber: '1',
    serialNumber: '2',
    deviceName: [{ name: 'Implantable defibrillator', type: 'user-friendly-name' }],
    type: snomed('72506001', 'Implantable defibrillator, device (physical object)'),
    patient: subject,
  })
  add({
    resourceType: 'SupplyDelivery',
    status: 'completed',
    patient: subject,
    type: terminology('supply-item-type', 'device', 'Device'),
    suppliedItem: { quantity: { value: 2 }, itemCodeableConcept: snomed('463659001', 'Capillary blood glucose monitoring system') },
    occurrenceDateTime: period.start,
  })
  care(make, at, condition)
  imaged(make, at, procedure)
  return { procedure, immunization, prescription: medication(make, at, condition) }
}
