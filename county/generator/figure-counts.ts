/** Monthly figures that are not money: family-doctor contracts, what was assessed, grades, rounds of quality assessment. */
import type { Random } from '../demo/random.ts'
import type { Month } from './calendar.ts'
import type { Ledger } from './ledger.ts'
import type { Institution } from './places.ts'
import type { Setting } from './setting.ts'

/** Share of residents with a contract, of residents in key groups, of those with a contract (calibration 17.4, [U]). */
const SIGNED = 0.45
const KEY = 0.3
const KEY_SIGNED = 0.72

export const isMoney = (item: string) => /^(REV|EXP|PAY|DRUG)_|^(DEBT|ASSET)$/.test(item)

/** What stands until it is assessed again: told in the first month and each January and July. The lead hospital answers for the consortium. */
export function statesOf({ places, window }: Setting) {
  const lead = places.one('hospital')
  const centres = places.all.filter((i) => i.where === 1 && i.kind === 'township')
  const half = window.months.length / 2
  return (at: Institution, { index, text }: Month): Record<string, number> => {
    if (index > 0 && !/-0[17]$/.test(text)) return {}
    const consortium = { UNIFIED: 1, DEMOCRATIC: 1, COORDINATED: index < half ? 0 : 1, IMAGING_CENTER: 1, ECG_CENTER: 1 }
    const place = centres.indexOf(at)
    if (place >= 0) return { STD_BASIC: place % 7 === 6 ? 0 : 1, STD_RECOMMENDED: place % 4 === 0 ? 1 : 0 }
    const EMR_GRADE = at.kind === 'maternal' ? 2 : 3
    return at === lead ? { ...consortium, EMR_GRADE } : { EMR_GRADE }
  }
}

/** Contracts of the centres, new techniques of the lead hospital, external quality assessment of hospitals each quarter. */
export function countsOf({ places }: Setting, ledger: Ledger) {
  const lead = places.one('hospital')
  const served = new Map<Institution, string[]>()
  for (const { code } of places.townships) {
    const centre = places.villages.find((v) => v.township === code)?.centre
    if (centre?.kind === 'township') served.set(centre, [...(served.get(centre) ?? []), code])
  }
  return (r: Random, at: Institution, { index, text }: Month): Record<string, number> => {
    if (at.kind === 'township') {
      const people = (served.get(at) ?? []).reduce((n, code) => n + ledger.living(code)[index]!, 0)
      const share = (of: number, p: number) => Math.round(of * p * (0.97 + 0.06 * r.unit()))
      const key = share(people, KEY)
      return { FD_SIGNED: share(people, SIGNED), FD_KEY: key, FD_KEY_SIGNED: share(key, KEY_SIGNED) }
    }
    const offered = 24
    const joined = offered - r.whole(0, 3)
    return {
      ...(at === lead ? { NEW_TECH: r.whole(0, 2) } : {}),
      ...(/-(01|04|07|10)$/.test(text) ? { EQA_OFFERED: offered, EQA_JOINED: joined, EQA_PASSED: joined - r.whole(0, 2) } : {}),
    }
  }
}
