import type { View } from '../../kernel/grammar/view.ts'
import {
  adherenceSystem,
  diseaseSystem,
  episodeExtension,
  followUpSystem,
  methodSystem,
  nextExtension,
  registerExtensions,
  resultSystem,
} from './fhir.ts'
import { type Measurement, measurements } from './measurements.ts'

const extension = (url: string, type: string) => `extension.where(url = '${url}').value.ofType(${type})`

/** One row a patient and disease in a register. */
export const registerView: View = {
  definition: {
    name: 'chronic_register',
    resource: 'EpisodeOfCare',
    where: [{ path: `type.coding.where(system = '${diseaseSystem}').exists()` }, { path: "status != 'entered-in-error'" }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'patient.getReferenceKey(Patient)', type: 'string' },
          { name: 'org', path: 'managingOrganization.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: 'period.start', type: 'dateTime' },
          { name: 'disease', path: `type.coding.where(system = '${diseaseSystem}').code.first()`, type: 'code' },
          { name: 'state', path: extension(registerExtensions.state, 'code'), type: 'code' },
          { name: 'ended', path: 'period.end', type: 'date' },
          { name: 'diagnosed', path: extension(registerExtensions.diagnosed, 'date'), type: 'date' },
          { name: 'level', path: extension(registerExtensions.level, 'string'), type: 'string' },
          { name: 'doctor', path: 'careManager.display', type: 'string' },
          { name: 'number', path: 'identifier.first().value', type: 'string' },
        ],
      },
    ],
  },
}

const measured = (name: Measurement, type: 'integer' | 'decimal') => ({
  name,
  path: `component.where(code.coding.where(system = 'http://loinc.org' and code = '${measurements[name].code}').exists()).value.ofType(Quantity).value`,
  type,
})
const answered = (name: string, system: string) => ({
  name,
  path: `component.value.ofType(CodeableConcept).coding.where(system = '${system}').code.first()`,
  type: 'code',
})
/** One row a follow-up, at the institution that did it. */
export const followUpView: View = {
  definition: {
    name: 'follow_up',
    resource: 'Observation',
    where: [{ path: `code.coding.where(system = '${followUpSystem}').exists()` }, { path: "status != 'entered-in-error'" }],
    select: [
      {
        column: [
          { name: 'patient_id', path: 'subject.getReferenceKey(Patient)', type: 'string' },
          { name: 'org', path: 'performer.getReferenceKey(Organization).first()', type: 'string' },
          { name: 'at', path: 'effective.ofType(dateTime)', type: 'dateTime' },
          { name: 'disease', path: `code.coding.where(system = '${followUpSystem}').code.first()`, type: 'code' },
          { name: 'result', path: `value.ofType(CodeableConcept).coding.where(system = '${resultSystem}').code.first()`, type: 'code' },
          measured('systolic', 'integer'),
          measured('diastolic', 'integer'),
          measured('glucose', 'decimal'),
          measured('hba1c', 'decimal'),
          measured('weight', 'decimal'),
          answered('method', methodSystem),
          answered('adherence', adherenceSystem),
          { name: 'next', path: extension(nextExtension, 'date'), type: 'date' },
          {
            name: 'register',
            path: `${extension(episodeExtension, 'Reference')}.getReferenceKey(EpisodeOfCare)`,
            type: 'string',
          },
          { name: 'number', path: 'identifier.first().value', type: 'string' },
        ],
      },
    ],
  },
}
