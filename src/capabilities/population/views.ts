import type { View } from '../../kernel/grammar/view.ts'
import { icd10System } from '../../patterns/codes/systems.ts'
import { maritalSystem, residentExtensions } from '../../patterns/patient/fhir.ts'
import { asOf, type Characteristic, immediateCause, placeOfDeath, townshipOfDeath, underlyingCause } from './fhir.ts'

const extension = (url: string, type: string) => `extension.where(url = '${url}').value.ofType(${type})`
const known = (name: keyof typeof residentExtensions) => {
  const [url, type] = residentExtensions[name]
  const fhir = type === 'Boolean' || type === 'Date' || type === 'String' || type === 'Code' ? type.toLowerCase() : type
  return extension(url, fhir)
}
const present = 'active.exists().not() or active'

/** One row a Patient of whom it is known where he lives: from a residents' register, or told at a desk. record/residents.ts computes the dated dimension from it. */
export const residentView: View = {
  definition: {
    name: 'resident',
    resource: 'Patient',
    where: [{ path: `${known('township')}.exists()` }, { path: present }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'getResourceKey()', type: 'string' },
          { name: 'org', path: 'managingOrganization.getReferenceKey(Organization)', type: 'string' },
          // The list pages by `at`: everybody has a birth date.
          { name: 'at', path: 'birthDate', type: 'date' },
          { name: 'sex', path: 'gender', type: 'code' },
          { name: 'township', path: known('township'), type: 'code' },
          { name: 'village', path: known('village'), type: 'code' },
          { name: 'household', path: known('household'), type: 'string' },
          { name: 'relation', path: known('relation'), type: 'code' },
          { name: 'resident', path: known('resident'), type: 'boolean' },
          { name: 'registered', path: known('registered'), type: 'boolean' },
          { name: 'moved_in', path: known('movedIn'), type: 'date' },
          { name: 'moved_out', path: known('movedOut'), type: 'date' },
          { name: 'insurance', path: known('insurance'), type: 'code' },
          { name: 'nation', path: known('nation'), type: 'code' },
          { name: 'marital', path: `maritalStatus.coding.where(system = '${maritalSystem}').code.first()`, type: 'code' },
        ],
      },
    ],
  },
}

/** One row a Patient whose day of death is known, whoever said so: the death card or a desk. */
export const deceasedView: View = {
  definition: {
    name: 'deceased',
    resource: 'Patient',
    where: [{ path: 'deceased.ofType(dateTime).exists()' }, { path: present }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'getResourceKey()', type: 'string' },
          { name: 'org', path: 'managingOrganization.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'deceased.ofType(dateTime)', type: 'dateTime' },
        ],
      },
    ],
  },
}

const characteristic = (name: Characteristic) => `characteristic.where(code.coding.where(code = '${name}').exists()).value`
/** One row a day, township, age group, sex and kind of population. */
export const populationView: View = {
  definition: {
    name: 'population',
    resource: 'Group',
    where: [{ path: `${extension(asOf, 'date')}.exists()` }],
    select: [
      {
        column: [
          { name: 'at', path: extension(asOf, 'date'), type: 'date' },
          { name: 'kind', path: 'code.coding.code.first()', type: 'code' },
          { name: 'township', path: `${characteristic('township')}.ofType(CodeableConcept).coding.code.first()`, type: 'code' },
          { name: 'age', path: `${characteristic('age')}.ofType(Range).low.value`, type: 'integer' },
          { name: 'sex', path: `${characteristic('sex')}.ofType(CodeableConcept).coding.code.first()`, type: 'code' },
          { name: 'persons', path: 'quantity', type: 'unsignedInt' },
        ],
      },
    ],
  },
}

const component = (system: string, code: string) =>
  `component.where(code.coding.where(system = '${system}' and code = '${code}').exists()).value.ofType(CodeableConcept).coding`
/** One row a death card, at the institution that wrote it. */
export const deathView: View = {
  definition: {
    name: 'death',
    resource: 'Observation',
    where: [{ path: `code.coding.where(code = '${underlyingCause}').exists()` }, { path: "status != 'entered-in-error'" }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'subject.getReferenceKey(Patient)', type: 'string' },
          { name: 'org', path: 'performer.getReferenceKey(Organization).first()', type: 'string' },
          { name: 'at', path: 'effective.ofType(dateTime)', type: 'dateTime' },
          { name: 'number', path: 'identifier.first().value', type: 'string' },
          { name: 'cause', path: `value.ofType(CodeableConcept).coding.where(system = '${icd10System}').code.first()`, type: 'code' },
          {
            name: 'cause_name',
            path: `value.ofType(CodeableConcept).coding.where(system = '${icd10System}').display.first()`,
            type: 'string',
          },
          { name: 'immediate', path: `${component(immediateCause, 'immediate')}.code.first()`, type: 'code' },
          { name: 'place', path: `${component('http://loinc.org', placeOfDeath)}.code.first()`, type: 'code' },
          { name: 'township', path: extension(townshipOfDeath, 'code'), type: 'code' },
        ],
      },
    ],
  },
}
