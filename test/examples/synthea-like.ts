/**
 * Bundles in the manner of Synthea (https://github.com/synthetichealth/synthea, R4 exporter): the same resource types, references and habits, such as doubles of
 * sixteen digits, American extensions, contained referrals, and since its version 3 conditional references to hospitals and practitioners. Made here, from a seed.
 */
import { LosslessNumber, stringify } from 'lossless-json'

type Json = { [name: string]: unknown }
export type Style = 'urn' | 'conditional'

/** A stream of numbers from 0 to 1, the same for the same seed (Mulberry32). */
function randomness(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const concept = (system: string, code: string, text: string): Json => ({ coding: [{ system, code, display: text }], text })
const snomed = (code: string, text: string) => concept('http://snomed.info/sct', code, text)
const terminology = (name: string, code: string): Json => ({ coding: [{ system: `http://terminology.hl7.org/CodeSystem/${name}`, code }] })
const core = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-'
const npi = 'http://hl7.org/fhir/sid/us-npi'
const registry = 'https://github.com/synthetichealth/synthea'

const hospital = (number: number): Json => ({
  resourceType: 'Organization',
  identifier: [{ system: registry, value: `hospital-${number}` }],
  active: true,
  type: [{ ...terminology('organization-type', 'prov'), text: 'Healthcare Provider' }],
  name: `HOSPITAL ${number}`,
  telecom: [{ system: 'phone', value: '5550001000' }],
})
const practitioner = (number: number): Json => ({
  resourceType: 'Practitioner',
  identifier: [{ system: npi, value: String(9999000000 + number) }],
  active: true,
  name: [{ family: `Doctor${number}`, given: ['Test'], prefix: ['Dr.'] }],
  gender: 'female',
})

/** What must be there before patients with conditional references: a batch as Synthea's hospitalInformation and practitionerInformation files are. */
export const places = (): string =>
  stringify({
    resourceType: 'Bundle',
    type: 'batch',
    entry: [hospital(1), practitioner(1)].map((resource) => {
      const [{ system, value }] = resource['identifier'] as [{ system: string; value: string }]
      return { resource, request: { method: 'POST', url: resource['resourceType'], ifNoneExist: `identifier=${system}|${value}` } }
    }),
  })!

/** A patient's life as a transaction, `visits` long: about ten resources a visit. */
export function life(seed: number, visits: number, style: Style): string {
  const random = randomness(seed)
  const uuid = () => {
    const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-')
  }
  const decimal = (text: string) => new LosslessNumber(text)
  const double = (from: number, to: number) => decimal(String(from + random() * (to - from)))
  const cents = (from: number, to: number) => decimal((from + random() * (to - from)).toFixed(2))
  const at = (visit: number, minutes: number) =>
    new Date(Date.UTC(2010, 0, 7 + visit * 30, 9, minutes)).toISOString().replace('.000Z', '+00:00')
  const entry: Json[] = []
  const add = (resource: Json): Json => {
    const id = uuid()
    entry.push({ fullUrl: `urn:uuid:${id}`, resource: { ...resource, id }, request: { method: 'POST', url: resource['resourceType'] } })
    return { reference: `urn:uuid:${id}` }
  }
  const subject = add({
    resourceType: 'Patient',
    text: {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">Made in the manner of <a href="${registry}">Synthea</a>.\n Seed: ${seed}</div>`,
    },
    extension: [
      {
        url: `${core}race`,
        extension: [
          { url: 'ombCategory', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2106-3', display: 'White' } },
          { url: 'text', valueString: 'White' },
        ],
      },
      { url: `${core}birthsex`, valueCode: 'F' },
      { url: 'http://synthetichealth.github.io/synthea/quality-adjusted-life-years', valueDecimal: double(1, 60) },
    ],
    identifier: [
      { system: registry, value: uuid() },
      { type: terminology('v2-0203', 'MR'), system: 'http://hospital.smarthealthit.org', value: uuid() },
    ],
    name: [{ use: 'official', family: 'Muster0', given: [`Test${seed}`], prefix: ['Ms.'] }],
    gender: 'female',
    birthDate: '1957-03-02',
    address: [
      {
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/geolocation',
            extension: [
              { url: 'latitude', valueDecimal: double(42, 43) },
              { url: 'longitude', valueDecimal: double(-72, -71) },
            ],
          },
        ],
        city: 'Framingham',
      },
    ],
    multipleBirthBoolean: false,
  })
  const [doctor, house] =
    style === 'urn'
      ? [add(practitioner(seed)), add(hospital(seed))]
      : [
          { reference: `Practitioner?identifier=${npi}|9999000001`, display: 'Dr. Test Doctor1' },
          { reference: `Organization?identifier=${registry}|hospital-1` },
        ]
  const quantity = (value: LosslessNumber, unit: string) => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit })
  for (let visit = 0; visit < visits; visit++) {
    const period = { start: at(visit, 0), end: at(visit, 15) }
    const encounter = add({
      resourceType: 'Encounter',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      type: [snomed('185349003', 'Encounter for check up (procedure)')],
      subject,
      participant: [{ individual: doctor }],
      period,
      serviceProvider: house,
    })
    const observed = (loinc: string, text: string, more: Json): Json =>
      add({
        resourceType: 'Observation',
        status: 'final',
        category: [terminology('observation-category', 'vital-signs')],
        code: concept('http://loinc.org', loinc, text),
        subject,
        encounter,
        effectiveDateTime: period.start,
        issued: new Date(period.start).toISOString(),
        ...more,
      })
    const results = [
      observed('8302-2', 'Body Height', { valueQuantity: quantity(double(50, 190), 'cm') }),
      observed('29463-7', 'Body Weight', { valueQuantity: quantity(double(3, 90), 'kg') }),
      observed('2339-0', 'Glucose', { valueQuantity: quantity(cents(70, 140), 'mg/dL') }),
      observed('55284-4', 'Blood Pressure', {
        component: [
          { code: concept('http://loinc.org', '8462-4', 'Diastolic Blood Pressure'), valueQuantity: quantity(double(60, 95), 'mm[Hg]') },
          { code: concept('http://loinc.org', '8480-6', 'Systolic Blood Pressure'), valueQuantity: quantity(decimal('120.0'), 'mm[Hg]') },
        ],
      }),
    ]
    add({
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: concept('http://loinc.org', '51990-0', 'Basic Metabolic Panel'),
      subject,
      encounter,
      effectiveDateTime: period.start,
      result: results.slice(2, 3),
    })
    const condition = add({
      resourceType: 'Condition',
      clinicalStatus: terminology('condition-clinical', 'resolved'),
      verificationStatus: terminology('condition-ver-status', 'confirmed'),
      code: snomed('10509002', 'Acute bronchitis (disorder)'),
      subject,
      encounter,
      onsetDateTime: period.start,
      abatementDateTime: at(visit + 1, 0),
    })
    const request = add({
      resourceType: 'MedicationRequest',
      status: 'stopped',
      intent: 'order',
      medicationCodeableConcept: concept('http://www.nlm.nih.gov/research/umls/rxnorm', '308182', 'Amoxicillin 250 MG Oral Capsule'),
      subject,
      encounter,
      authoredOn: period.start,
      requester: doctor,
      reasonReference: [condition],
      dosageInstruction: [
        {
          sequence: 1,
          timing: { repeat: { frequency: 1, period: decimal('1.0'), periodUnit: 'd' } },
          doseAndRate: [{ doseQuantity: { value: decimal('1.0') } }],
        },
      ],
    })
    const money = { value: cents(20, 900), currency: 'USD' }
    const claim = add({
      resourceType: 'Claim',
      status: 'active',
      type: terminology('claim-type', 'pharmacy'),
      use: 'claim',
      patient: subject,
      billablePeriod: period,
      created: period.end,
      provider: house,
      priority: terminology('processpriority', 'normal'),
      prescription: request,
      insurance: [{ sequence: 1, focal: true, coverage: { display: 'Cigna Health' } }],
      item: [
        { sequence: 1, productOrService: snomed('185349003', 'Encounter for check up (procedure)'), encounter: [encounter], net: money },
      ],
      total: money,
    })
    add({
      resourceType: 'ExplanationOfBenefit',
      contained: [
        {
          resourceType: 'ServiceRequest',
          id: 'referral',
          status: 'completed',
          intent: 'order',
          subject,
          requester: doctor,
          performer: [doctor],
        },
        {
          resourceType: 'Coverage',
          id: 'coverage',
          status: 'active',
          type: { text: 'Cigna Health' },
          beneficiary: subject,
          payor: [{ display: 'Cigna Health' }],
        },
      ],
      status: 'active',
      type: terminology('claim-type', 'institutional'),
      use: 'claim',
      patient: subject,
      created: period.end,
      insurer: { display: 'Cigna Health' },
      provider: doctor,
      referral: { reference: '#referral' },
      claim,
      outcome: 'complete',
      insurance: [{ focal: true, coverage: { reference: '#coverage' } }],
      total: [{ category: { text: 'Submitted Amount' }, amount: money }],
      payment: { amount: { value: decimal('0.00'), currency: 'USD' } },
    })
  }
  return stringify({ resourceType: 'Bundle', type: 'transaction', entry }, undefined, 2)!
}
