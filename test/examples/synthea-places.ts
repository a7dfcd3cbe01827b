import {
  coding,
  concept,
  core,
  decimal,
  type Json,
  type Maker,
  maker,
  npi,
  profiled,
  registry,
  terminology,
  written,
} from './synthea-words.ts'

const idOf = (kind: number, number: number) => `00000000-0000-4000-a00${kind}-${String(number).padStart(12, '0')}`
const npiOf = (number: number) => String(9999000000 + number)
const phone = [{ system: 'phone', value: '555-000-1000' }]
const address = { line: ['1 TEST WAY'], city: 'FRAMINGHAM', state: 'MA', postalCode: '01701', country: 'US' }

/** Who gave the care, and where: as references that are sought by number, or to entries of the same Bundle. */
export type Places = { doctor: Json; house: Json; place: Json }
export type Visit = { subject: Json; encounter: Json; places: Places; period: { start: string; end: string }; issued: string }

/** How much a place or a person had to do in the years that were made: whole numbers. */
const utilization = (...kinds: string[]) => ({
  extension: kinds.map((kind, i) => ({
    url: `http://synthetichealth.github.io/synthea/utilization-${kind}-extension`,
    valueInteger: 1471 - i * 392,
  })),
})

function hospital({ add }: Maker, number: number): Pick<Places, 'house' | 'place'> {
  const [id, at] = [idOf(1, number), idOf(2, number)]
  const identified = (value: string) => ({ identifier: [{ system: registry, value }] })
  const house = add(
    {
      resourceType: 'Organization',
      ...profiled('organization'),
      ...utilization('encounters', 'procedures', 'labs', 'prescriptions'),
      ...identified(id),
      active: true,
      type: [{ ...terminology('organization-type', 'prov', 'Healthcare Provider'), text: 'Healthcare Provider' }],
      name: `HOSPITAL ${number}`,
      telecom: phone,
      address: [address],
    },
    id,
  )
  const place = add(
    {
      resourceType: 'Location',
      ...profiled('location'),
      ...identified(at),
      status: 'active',
      name: `HOSPITAL ${number}`,
      description: `HOSPITAL ${number}`,
      mode: 'instance',
      physicalType: terminology('location-physical-type', 'bu', 'Building'),
      telecom: phone,
      address,
      position: { longitude: decimal('-71.41616'), latitude: decimal('42.279290000000003') },
      managingOrganization: { identifier: { system: registry, value: id }, display: `HOSPITAL ${number}` },
    },
    at,
  )
  return { house, place }
}

function practitioner({ add }: Maker, number: number): Json {
  const mail = {
    extension: [{ url: `${core}direct`, valueBoolean: true }],
    system: 'email',
    value: `Test${number}.Doctor${number}@example.com`,
    use: 'work',
  }
  const doctor = add(
    {
      resourceType: 'Practitioner',
      ...profiled('practitioner'),
      ...utilization('encounters'),
      identifier: [{ system: npi, value: npiOf(number) }],
      active: true,
      name: [{ family: `Doctor${number}`, given: [`Test${number}`], prefix: ['Dr.'] }],
      telecom: [mail],
      address: [address],
      gender: 'female',
    },
    idOf(3, number),
  )
  const general = concept('http://nucc.org/provider-taxonomy', '208D00000X', 'General Practice')
  add({
    resourceType: 'PractitionerRole',
    ...profiled('practitionerrole'),
    practitioner: { identifier: { system: npi, value: npiOf(number) }, display: `Dr. Test${number} Doctor${number}` },
    organization: { identifier: { system: registry, value: idOf(1, number) }, display: `HOSPITAL ${number}` },
    code: [general],
    specialty: [general],
    location: [{ identifier: { system: registry, value: idOf(2, number) }, display: `HOSPITAL ${number}` }],
    telecom: [...phone, mail],
  })
  return doctor
}

/** The places in the Bundle of the patient itself. */
export const placesWithin = (make: Maker, number: number): Places => ({ ...hospital(make, number), doctor: practitioner(make, number) })

/** The same places in Bundles of their own, which must have gone in before: sought by number. */
export const placesBefore = (number: number): Places => ({
  doctor: { reference: `Practitioner?identifier=${npi}|${npiOf(number)}`, display: `Dr. Test${number} Doctor${number}` },
  house: { reference: `Organization?identifier=${registry}|${idOf(1, number)}`, display: `HOSPITAL ${number}` },
  place: { reference: `Location?identifier=${registry}|${idOf(2, number)}`, display: `HOSPITAL ${number}` },
})

/** A batch as the files hospitalInformation and practitionerInformation are, which go in before all patients. */
function information(numbers: readonly number[], of: (make: Maker, number: number) => unknown): string {
  const make = maker(numbers.length)
  for (const number of numbers) of(make, number)
  return written({ resourceType: 'Bundle', type: 'batch', entry: make.entries })
}
export const hospitalInformation = (numbers: readonly number[]): string => information(numbers, hospital)
export const practitionerInformation = (numbers: readonly number[]): string => information(numbers, practitioner)
export const classOf = (code: string) => coding('http://terminology.hl7.org/CodeSystem/v3-ActCode', code)
