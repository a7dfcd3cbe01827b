/** The shapes of the files in each county's folder. Organisations and people are invented; a real county writes the same files. */

export type Level = 'province' | 'prefecture' | 'county' | 'group' | 'institution' | 'department'

/** What a person does in a post, and what a login may do: grants are written by role. */
export type Role =
  | 'township-doctor'
  | 'village-doctor'
  | 'county-doctor'
  | 'reader'
  | 'nurse'
  | 'technician'
  | 'pharmacist'
  | 'public-health'
  | 'dispatcher'
  | 'registrar'
  | 'statistician'
  | 'director'
  | 'chief'
  | 'insurance-officer'
  | 'supervisor'
  | 'administrator'
  | 'privacy-officer'

/** Division codes are GB/T 2260 (2+2+2 digits), townships 9, villages 12. Population figures are persons. */
export type County = {
  code: string
  name: string
  nameEn: string
  prefecture: { code: string; name: string; nameEn: string }
  province: { code: string; name: string; nameEn: string }
  population: {
    year: number
    resident: number
    registered: number
    households: number
    maleShare: number
    ages: { from: number; to?: number; share: number }[]
  }
  divisions: { code: string; name: string; nameEn: string; population: number; to?: string; successor?: string }[]
}

/** Dates are YYYY-MM-DD; `to` is the last day. `code` is the institution code, unique in the county. */
export type Organization = {
  id: string
  code: string
  name: string
  nameEn: string
  level: Level
  /** WS 218-2002 for institutions (administrations have none); 诊疗科目 code for clinical departments. */
  type?: string
  parent?: string
  /** Of a group: the member that leads it. */
  lead?: string
  from: string
  to?: string
  successors?: string[]
  township?: string
  village?: string
  beds?: number
  populationServed?: number
}

export type Post = { organization: string; department?: string; role: Role; from: string; to?: string }

export type Practitioner = {
  id: string
  name: string
  sex: 'male' | 'female'
  birthDate: string
  idCard: string
  title: string
  /** Of doctors, nurses and village doctors: the practising licence. */
  licence?: string
  posts: Post[]
}

export type Team = { id: string; name: string; nameEn: string; organization: string; leader: string; members: string[]; villages: string[] }

/** A demonstration login; passwords are never kept here. */
export type Account = { login: string; practitioner: string; roles: Role[]; title: { zh: string; en: string } }

/** A week template: day 1 is Monday, `to` at or before `from` ends on the next day. Times are HH:mm, Asia/Shanghai. */
export type Shift = {
  organization: string
  department: string
  name: { zh: string; en: string }
  days: number[]
  from: string
  to: string
  practitioners: string[]
}

export type Boundaries = {
  type: 'FeatureCollection'
  features: {
    type: 'Feature'
    properties: { division: string; name: string; nameEn: string }
    geometry: { type: 'Polygon'; coordinates: [number, number][][] }
  }[]
}

/** How people seek care against the national mean: shares of visits and admissions beyond the county and in primary care, and what care costs. */
export type Profile = { before: Leaning; now: Leaning; cost: number }
type Leaning = { beyond: number; primary: number }

export type DemoCounty = {
  county: County
  organizations: Organization[]
  practitioners: Practitioner[]
  teams: Team[]
  accounts: Account[]
  roster: Shift[]
  boundaries: Boundaries
  /** Where the county is not like the country: until a year before its last day, and since. */
  profile?: Profile
}
