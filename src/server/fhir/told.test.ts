import { expect, it } from 'vitest'
import { patientIn } from './told.ts'

it('knows whom a document is about, whatever stands around it', () => {
  const about = (resource: object) => patientIn('Observation', 'o', JSON.stringify(resource))
  expect(patientIn('Patient', 'p', '{}')).toBe('p')
  expect(about({ subject: { reference: 'Patient/p' } })).toBe('p')
  expect(about({ subject: { display: '李', reference: 'Patient/p' } })).toBe('p')
  expect(
    about({ contained: [{ resourceType: 'Observation', subject: { reference: 'Patient/other' } }], subject: { reference: 'Patient/p' } }),
  ).toBe('p')
  expect(about({ subject: { reference: 'Group/g' } })).toBeUndefined()
  expect(about({ subject: { reference: 'Group/g' }, performer: [{ reference: 'Patient/p' }] })).toBeUndefined()
})
