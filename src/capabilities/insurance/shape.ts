/** Who pays: pooled fund, serious-illness insurance, medical aid, the insured's own account, his cash. The parts of a settlement sum to its total. */
export const payers = ['fund', 'serious', 'aid', 'account', 'cash'] as const
export type Payer = (typeof payers)[number]

/** One settlement of the county's insured with an institution, wherever it lies. Money in integer fen. */
export type Settlement = {
  id: string
  number: string
  patient: string
  organization: string
  /** 就医地: 1 in the county, 2 in the prefecture, 3 in the province, 4 beyond it. */
  place: '1' | '2' | '3' | '4'
  /** Division code of the place, GB/T 2260. */
  division?: string | undefined
  insurance: string
  /** 就医类别: 11 outpatient, 13 emergency, 14 chronic outpatient, 21 inpatient, 41 pharmacy. */
  class: string
  /** The visit or admission that its number names, whether or not that is in the record. */
  encounter?: string | undefined
  /** Local FHIR dateTimes: visit or admission, discharge, settlement. */
  start: string
  end?: string | undefined
  at: string
  diagnoses: readonly { code: string; name?: string }[]
  totalFen: number
  /** Who paid what; a payer that is absent paid nothing, none at all: the source does not say. */
  paid: Readonly<Partial<Record<Payer, number>>>
}
