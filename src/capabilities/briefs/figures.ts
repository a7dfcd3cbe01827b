/** The indicators of the brief's table, in order; what a county does not have yet is left out. With the text they fill one page. */
export const briefCodes = [
  'visits',
  'primary-visit-share',
  'in-county-care-rate',
  'discharges',
  'average-stay',
  'bed-use',
  'inside-admissions-share',
  'out-referral-rate',
  'fund-paid',
  'inside-fund-share',
  'cost-per-visit',
  'cost-per-admission',
  'follow-ups',
  'htn-control',
] as const
