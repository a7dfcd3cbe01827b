/** Who pays: rates of a resident and an employee scheme as counties have them [U]; the parts of a settlement sum to its total. */
import type { Person } from './person.ts'
import type { Institution, Where } from './places.ts'

/** 就医类别 */
export type Care = '11' | '13' | '14' | '21' | '41'
/** Fen: pooled fund, large-illness insurance, medical aid, personal account, cash. */
export type Parts = { fund: number; large: number; aid: number; account: number; cash: number }

const nothing: Parts = { fund: 0, large: 0, aid: 0, account: 0, cash: 0 }

/** The parts of a total in fen. Someone without insurance has no settlement: everything is cash. */
export function partsOf(p: Person, at: Institution, care: Care, fen: number): Parts {
  if (p.insurance === 'none') return { ...nothing, cash: fen }
  if (care === '41') return { ...nothing, account: fen }
  const fund = care === '21' ? inpatientFund(p, at, fen) : outpatientFund(p, at, care, fen)
  const own = fen - fund
  const large = care === '21' && own > 1_000_000 ? Math.round((own - 1_000_000) * 0.6) : 0
  const aid = p.poor ? Math.round((own - large) * 0.5) : 0
  const rest = own - large - aid
  const account = p.insurance === 'employee' ? Math.round(rest * (care === '21' ? 0.3 : 0.75)) : 0
  return { fund, large, aid, account, cash: rest - account }
}

const covered = { employee: { 1: 0.87, 2: 0.82, 3: 0.78, 4: 0.72 }, resident: { 1: 0.78, 2: 0.65, 3: 0.56, 4: 0.5 } } as const
const deductible: Readonly<Record<Where, number>> = { 1: 40_000, 2: 80_000, 3: 150_000, 4: 200_000 }

function inpatientFund(p: Person, at: Institution, fen: number): number {
  const scheme = p.insurance === 'employee' ? covered.employee : covered.resident
  const township = at.kind === 'township'
  const rate = township ? scheme[1] + 0.09 : scheme[at.where]
  return Math.round(Math.max(fen * 0.93 - (township ? 10_000 : deductible[at.where]), 0) * rate)
}

function outpatientFund(p: Person, at: Institution, care: Care, fen: number): number {
  if (care === '14') return Math.round(fen * (p.insurance === 'employee' ? 0.8 : 0.65))
  const primary = at.kind === 'clinic' || at.kind === 'township'
  if (at.where > 1) return p.insurance === 'employee' ? Math.round(fen * 0.3) : 0
  return Math.round(fen * (primary ? 0.5 : p.insurance === 'employee' ? 0.4 : 0.18))
}
