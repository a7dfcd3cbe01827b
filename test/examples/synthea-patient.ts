import { coding, concept, core, type Json, type Maker, registry, terminology } from './synthea-words.ts'

const omb = 'urn:oid:2.16.840.1.113883.6.238'
const origin = (name: string, code: string, text: string): Json => ({
  url: core + name,
  extension: [
    { url: 'ombCategory', valueCoding: coding(omb, code, text) },
    { url: 'text', valueString: text },
  ],
})
const number = (system: string, type: string, text: string, value: string): Json => ({
  type: { ...terminology('v2-0203', type, text), text },
  system,
  value,
})
const years = (name: string) => `http://synthetichealth.github.io/synthea/${name}-adjusted-life-years`

/** The patient, with every extension and number that Synthea gives. */
export const patient = ({ add, uuid, double }: Maker, seed: number, dead: boolean): Json => {
  const id = uuid()
  const names = { given: [`Test${seed}`, 'Ö.'], prefix: ['Mrs.'] }
  return add(
    {
      resourceType: 'Patient',
      meta: { profile: [`${core}patient`], tag: [{ system: 'https://smarthealthit.org/tags', code: 'synthea' }] },
      text: {
        status: 'generated',
        div: `<div xmlns="http://www.w3.org/1999/xhtml">Made in the manner of <a href="${registry}">Synthea</a>.Version identifier: none .   Person seed: -${seed}  Population seed: 1</div>`,
      },
      extension: [
        origin('race', '2106-3', 'White'),
        origin('ethnicity', '2186-5', 'Not Hispanic or Latino'),
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName', valueString: `Mutter${seed}` },
        { url: `${core}birthsex`, valueCode: 'F' },
        {
          url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
          valueAddress: { city: 'Boston', state: 'Massachusetts', country: 'US' },
        },
        { url: years('disability'), valueDecimal: dead ? double(0, 2) : 0 },
        { url: years('quality'), valueDecimal: double(1, 60) },
      ],
      identifier: [
        { system: registry, value: id },
        number('http://hospital.smarthealthit.org', 'MR', 'Medical Record Number', id),
        number('http://hl7.org/fhir/sid/us-ssn', 'SS', 'Social Security Number', `999-00-${1000 + seed}`),
        number('urn:oid:2.16.840.1.113883.4.3.25', 'DL', "Driver's license number", `S9990000${seed}`),
        number('http://hl7.org/fhir/sid/passport-USA', 'PPN', 'Passport Number', `X9990000${seed}X`),
      ],
      name: [
        { use: 'official', family: 'Muster0', ...names, suffix: ['PhD'] },
        { use: 'maiden', family: 'Probe1', ...names },
      ],
      telecom: [{ system: 'phone', value: '555-000-1001', use: 'home' }],
      gender: 'female',
      birthDate: '1957-03-02',
      ...(dead ? { deceasedDateTime: '2021-02-03T04:05:06-05:00' } : {}),
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
          line: ['1 Test Rest Unit 2'],
          city: 'Framingham',
          state: 'MA',
          postalCode: '01701',
          country: 'US',
        },
      ],
      maritalStatus: { ...terminology('v3-MaritalStatus', 'M', 'Married'), text: 'Married' },
      ...(dead ? { multipleBirthInteger: 3 } : { multipleBirthBoolean: false }),
      contact: [
        {
          name: { use: 'official', family: 'Muster0', given: ['Test'] },
          telecom: [{ system: 'email', value: 'test@example.com', use: 'home' }],
        },
      ],
      communication: [{ language: concept('urn:ietf:bcp:47', 'en-US', 'English (United States)') }],
    },
    id,
  )
}
