/** Institutions that are compared with each other: hospitals (with maternal and child care), township and community centres, clinics; the others have no peers. */
export type InstitutionClass = 'hospital' | 'centre' | 'clinic' | 'other'

/** By the first letter of the class of WS 218. */
export const classOf = (type: string | null | undefined): InstitutionClass =>
  /^[AG]/.test(type ?? '') ? 'hospital' : /^[BC]/.test(type ?? '') ? 'centre' : /^D/.test(type ?? '') ? 'clinic' : 'other'

const outpatient = ['visits', 'cost-per-visit', 'outpatient-drug-share']
const inpatient = ['discharges', 'average-stay', 'bed-use', 'cost-per-admission', 'inpatient-drug-share']

/** The numbers that its head looks at, in order, by class. */
export const keyNumbers: Readonly<Record<InstitutionClass, readonly string[]>> = {
  hospital: [...outpatient, 'emergency-visits', ...inpatient, 'high-level-surgery', 'readmission-31', 'patient-satisfaction'],
  centre: [...outpatient, 'tcm-visit-share', ...inpatient, 'chronic-persons', 'standard-management', 'chronic-control'],
  clinic: [...outpatient, 'tcm-visit-share', 'chronic-persons', 'follow-ups', 'chronic-control'],
  other: ['visits', 'staff', 'revenue'],
}
