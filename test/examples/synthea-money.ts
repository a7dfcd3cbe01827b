import type { LosslessNumber } from 'lossless-json'
import type { Places } from './synthea-places.ts'
import { coding, decimal, type Json, type Maker, terminology } from './synthea-words.ts'

export type Billed = { subject: Json; encounter: Json; places: Places; period: { start: string; end: string }; what: Json }

const payer = { display: 'Cigna Health' }
const usd = (value: LosslessNumber | number): Json => ({ value, currency: 'USD' })
const blue = 'https://bluebutton.cms.gov/resources'
const adjudicated = (name: string, display: string, amount?: Json): Json => ({
  category: { coding: [coding(`${blue}/codesystem/adjudication`, `${blue}/variables/${name}`, display)] },
  ...(amount ? { amount } : {}),
})
const claimed = ({ subject, places, period }: Billed, type: string): Json => ({
  status: 'active',
  type: terminology('claim-type', type),
  use: 'claim',
  patient: { ...subject, display: 'Mrs. Test Muster0' },
  billablePeriod: period,
  created: period.end,
  provider: places.house,
  priority: terminology('processpriority', 'normal'),
  insurance: [{ sequence: 1, focal: true, coverage: payer }],
})

/** The claim of a pharmacy for a prescription. */
export const pharmacyClaim = ({ add }: Maker, billed: Billed, prescription: Json): Json =>
  add({
    resourceType: 'Claim',
    ...claimed(billed, 'pharmacy'),
    prescription,
    item: [{ sequence: 1, productOrService: billed.what, encounter: [billed.encounter] }],
    total: usd(77),
  })

/** The claim for an encounter, and what the payer says to it, with the referral and the coverage inside. */
export function settled({ add, uuid, cents, double }: Maker, billed: Billed, condition: Json, procedure: Json, immunization: Json): void {
  const { subject, encounter, places, period, what } = billed
  const net = usd(cents(20, 900))
  const item = [
    { sequence: 1, productOrService: what, encounter: [encounter] },
    { sequence: 2, diagnosisSequence: [1], productOrService: what },
    { sequence: 3, procedureSequence: [1], productOrService: what, net: usd(0) },
    { sequence: 4, informationSequence: [1], productOrService: what, net: usd(decimal('140.52')) },
  ]
  const claim = add({
    resourceType: 'Claim',
    ...claimed(billed, 'institutional'),
    facility: places.place,
    supportingInfo: [{ sequence: 1, category: terminology('claiminformationcategory', 'info'), valueReference: immunization }],
    diagnosis: [{ sequence: 1, diagnosisReference: condition }],
    procedure: [{ sequence: 1, procedureReference: procedure }],
    item,
    total: net,
  })
  const money = (name: string, display: string) => adjudicated(name, display, usd(double(1, 300)))
  add({
    resourceType: 'ExplanationOfBenefit',
    contained: [
      {
        resourceType: 'ServiceRequest',
        id: 'referral',
        status: 'completed',
        intent: 'order',
        subject,
        requester: places.doctor,
        performer: [places.doctor],
      },
      { resourceType: 'Coverage', id: 'coverage', status: 'active', type: { text: payer.display }, beneficiary: subject, payor: [payer] },
    ],
    identifier: [
      { system: `${blue}/variables/clm_id`, value: uuid() },
      { system: `${blue}/identifier/claim-group`, value: '99999999999' },
    ],
    status: 'active',
    type: terminology('claim-type', 'institutional'),
    use: 'claim',
    patient: subject,
    billablePeriod: { start: period.end, end: period.end.replace(/^(\d{4})/, (year) => String(Number(year) + 1)) },
    created: period.end,
    insurer: payer,
    provider: places.doctor,
    referral: { reference: '#referral' },
    facility: places.place,
    claim,
    outcome: 'complete',
    careTeam: [{ sequence: 1, provider: places.doctor, role: terminology('claimcareteamrole', 'primary', 'Primary provider') }],
    diagnosis: [{ sequence: 1, diagnosisReference: condition, type: [terminology('ex-diagnosistype', 'principal')] }],
    insurance: [{ focal: true, coverage: { reference: '#coverage', ...payer } }],
    item: item.map((line) => ({
      ...line,
      category: { coding: [coding(`${blue}/variables/line_cms_type_srvc_cd`, '1', 'Medical care')] },
      servicedPeriod: period,
      locationCodeableConcept: terminology('ex-serviceplace', '19', 'Off Campus-Outpatient Hospital'),
      ...('net' in line
        ? {
            adjudication: [
              money('line_coinsrnc_amt', 'Line Beneficiary Coinsurance Amount'),
              money('line_prvdr_pmt_amt', 'Line Provider Payment Amount'),
              money('line_sbmtd_chrg_amt', 'Line Submitted Charge Amount'),
              money('line_alowd_chrg_amt', 'Line Allowed Charge Amount'),
              adjudicated('line_bene_ptb_ddctbl_amt', 'Line Beneficiary Part B Deductible Amount', { value: 0, currency: 'USD' }),
              adjudicated('line_prcsg_ind_cd', 'Line Processing Indicator Code'),
            ],
          }
        : {}),
    })),
    total: [{ category: { ...terminology('adjudication', 'submitted', 'Submitted Amount'), text: 'Submitted Amount' }, amount: usd(129) }],
    payment: { amount: usd(decimal('0.00')) },
  })
}
