/** A patient as one institution knows him, masked for those who see persons masked. */
export type Side = {
  patient: string
  person: string
  name?: string | undefined
  sex: string | null
  birth: string | null
  idCard?: string | undefined
  phone?: string | undefined
  organization: string
}
export type What = 'name' | 'sex' | 'birth' | 'idCard' | 'phone'
/** Why two are in doubt: see src/record/identity.ts. */
export type Why = 'number' | 'person' | 'length' | 'none'
/** GET /api/identities: at most a thousand pairs; the counts are of all. */
export type Doubts = {
  counts: Readonly<Record<Why, number>>
  doubts: readonly { why: Why; a: Side; b: Side; differs: readonly What[] }[]
}
/** What is kept of a patient; `differs`: from the patient that is looked at first. */
export type KeptPatient = Side & { active: boolean; visits: number; admissions: number; registers: number; differs: readonly What[] }
/** GET /api/identities/pair?a=&b=: two patients side by side, with all patients of their persons; of one person, all stand under `patientsOfA`. */
export type Compared = {
  onePerson: boolean
  a: Side
  b?: Side
  differs: readonly What[]
  patientsOfA: readonly KeptPatient[]
  patientsOfB: readonly KeptPatient[]
}
