import { pharmacyClaim, settled } from './synthea-money.ts'
import { orders } from './synthea-orders.ts'
import { classOf, type Places, type Visit } from './synthea-places.ts'
import { base64, coding, concept, decimal, type Json, loinc, type Maker, profiled, registry, snomed, terminology } from './synthea-words.ts'

const quantity = (value: unknown, unit: string): Json => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit })
const note = `\n1957-03-02\n\n# Chief Complaint\n- Cough\n\n# History of Present Illness\nTest is a person of no county. “naïve” 咳嗽\n`

/** What was measured, asked and found: numbers with all their digits, codes, texts, parts, curves, pictures. */
function observations(make: Maker, { subject, encounter, period, issued }: Visit): Json[] {
  const observed = (category: string, code: Json, more: Json) =>
    make.add({
      resourceType: 'Observation',
      status: 'final',
      category: [terminology('observation-category', category, category)],
      code,
      subject,
      encounter,
      effectiveDateTime: period.start,
      issued,
      ...more,
    })
  const part = (code: string, text: string, value: unknown) => ({ code: loinc(code, text), valueQuantity: quantity(value, 'mm[Hg]') })
  const smoker = snomed('266919005', 'Never smoked tobacco (finding)')
  const asked = (code: string, text: string, more: Json) => ({ code: loinc(code, text), ...more })
  make.add({
    resourceType: 'Media',
    status: 'completed',
    type: { ...terminology('media-type', 'image', 'Image'), text: 'Image' },
    subject,
    encounter,
    reasonCode: [snomed('125605004', 'Fracture of bone (disorder)')],
    height: 64,
    width: 64,
    content: { contentType: 'image/png', url: 'https://example.org/picture.png', size: 1024, title: 'Picture', hash: base64('hash') },
  })
  return [
    observed('vital-signs', loinc('8302-2', 'Body Height'), { valueQuantity: quantity(make.double(50, 190), 'cm') }),
    observed('laboratory', loinc('2339-0', 'Glucose'), {
      ...profiled('observation-lab'),
      valueQuantity: quantity(make.cents(70, 140), 'mg/dL'),
    }),
    observed('laboratory', loinc('5792-7', 'Glucose in Urine'), { valueQuantity: quantity(3, 'mg/dL') }),
    observed('laboratory', loinc('69453-9', 'Cause of Death [US Standard Certificate of Death]'), { valueString: 'not known' }),
    observed('laboratory', loinc('5778-6', 'Color of Urine'), {
      valueCodeableConcept: snomed('371254008', 'Brown color (qualifier value)'),
    }),
    observed('vital-signs', loinc('85354-9', 'Blood Pressure'), {
      meta: { profile: ['http://hl7.org/fhir/StructureDefinition/bp', 'http://hl7.org/fhir/StructureDefinition/vitalsigns'] },
      component: [
        part('8462-4', 'Diastolic Blood Pressure', make.double(60, 95)),
        part('8480-6', 'Systolic Blood Pressure', decimal('120.0')),
      ],
    }),
    observed('social-history', { ...loinc('72166-2', 'Tobacco smoking status'), text: 'Tobacco' }, { valueCodeableConcept: smoker }),
    observed('survey', loinc('93025-5', 'Protocol for responding to and assessing patients'), {
      component: [
        asked('76513-1', 'How hard is it', { valueString: 'Not hard at all' }),
        asked('63512-8', 'How many people', { valueQuantity: quantity(decimal('4'), '{#}') }),
        asked('56799-0', 'Address', { valueCodeableConcept: concept('http://loinc.org', 'LA32-8', 'No') }),
      ],
    }),
    observed('procedure', loinc('29303009', 'Electrocardiographic procedure'), {
      valueSampledData: {
        origin: quantity(decimal('0.0'), 'mV'),
        period: 20,
        factor: decimal('1.0'),
        dimensions: 1,
        data: '0.01 -0.013 1E-4 U 0.2',
      },
    }),
  ]
}

/** A visit: some thirty resources, of every type that Synthea writes. */
export function visit(make: Maker, subject: Json, places: Places, period: Visit['period']): void {
  const { add } = make
  const what = snomed('185349003', 'Encounter for check up (procedure)')
  const id = make.uuid()
  const issued = period.start.replace(/\+|-(?=\d\d:\d\d$)/, (sign) => `.393${sign}`)
  const encounter = add(
    {
      resourceType: 'Encounter',
      ...profiled('encounter'),
      identifier: [{ use: 'official', system: registry, value: id }],
      status: 'finished',
      class: classOf('AMB'),
      type: [what],
      subject: { ...subject, display: 'Mrs. Test Muster0' },
      participant: [
        {
          type: [{ ...terminology('v3-ParticipationType', 'PPRF', 'primary performer'), text: 'primary performer' }],
          period,
          individual: places.doctor,
        },
      ],
      period,
      reasonCode: [{ coding: [coding('http://snomed.info/sct', '10509002', 'Acute bronchitis (disorder)')] }],
      hospitalization: { dischargeDisposition: concept('http://www.nubc.org/patient-discharge', '01', 'Discharged to home care') },
      location: [{ location: places.place }],
      serviceProvider: places.house,
    },
    id,
  )
  const at: Visit = { subject, encounter, places, period, issued }
  const results = observations(make, at)
  const condition = add({
    resourceType: 'Condition',
    ...profiled('condition'),
    clinicalStatus: terminology('condition-clinical', 'resolved'),
    verificationStatus: terminology('condition-ver-status', 'confirmed'),
    category: [terminology('condition-category', 'encounter-diagnosis', 'Encounter Diagnosis')],
    code: snomed('10509002', 'Acute bronchitis (disorder)'),
    subject,
    encounter,
    onsetDateTime: period.start,
    abatementDateTime: period.end,
    recordedDate: period.start,
  })
  const report = { resourceType: 'DiagnosticReport', status: 'final', subject, encounter, effectiveDateTime: period.start, issued }
  const shown = { contentType: 'text/plain; charset=utf-8', data: base64(note) }
  const kind = {
    coding: [
      coding('http://loinc.org', '34117-2', 'History and physical note'),
      coding('http://loinc.org', '51847-2', 'Evaluation + Plan note'),
    ],
  }
  add({
    ...report,
    ...profiled('diagnosticreport-lab'),
    category: [terminology('v2-0074', 'LAB', 'Laboratory')],
    code: loinc('51990-0', 'Basic Metabolic Panel'),
    performer: [places.house],
    result: results.slice(1, 3).map((one) => ({ ...one, display: 'Glucose' })),
  })
  const written = make.uuid()
  add(
    { ...report, ...profiled('diagnosticreport-note'), category: [kind], code: kind, performer: [places.doctor], presentedForm: [shown] },
    written,
  )
  add({
    resourceType: 'DocumentReference',
    ...profiled('documentreference'),
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${written}` }],
    status: 'superseded',
    type: kind,
    category: [
      { coding: [coding('http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', 'clinical-note', 'Clinical Note')] },
    ],
    subject,
    date: issued,
    author: [places.doctor],
    custodian: places.house,
    content: [
      {
        attachment: shown,
        format: coding(
          'http://ihe.net/fhir/ValueSet/IHE.FormatCode.codesystem',
          'urn:ihe:iti:xds:2017:mimeTypeSufficient',
          'mimeType Sufficient',
        ),
      },
    ],
    context: { encounter: [encounter], period },
  })
  const { procedure, immunization, prescription } = orders(make, at, condition)
  const billed = { subject, encounter, places, period, what }
  pharmacyClaim(make, billed, prescription)
  settled(make, billed, condition, procedure, immunization)
}
