import { type Quota, quota } from './chance.ts'
import type { Kind } from './places.ts'
import type { Setting } from './setting.ts'

const YEAR = 365

/**
 * Shares of places of care as a county leans: as the country's where it has no profile, else its own, those of before until a year before the last day.
 * `here` is the kind that stands in for one the county lacks.
 */
export function leaning(
  { county: { profile }, window }: Setting,
  shares: readonly (readonly [Kind, number])[],
  here: (kind: Kind) => Kind,
): (day: number) => Quota<Kind> {
  const like = ({ beyond, primary }: { beyond: number; primary: number }) =>
    quota(
      shares.map(([kind, share]) => {
        const weight = kind === 'outside' ? beyond : kind === 'township' || kind === 'clinic' ? primary : 1
        return [here(kind), share * weight] as const
      }),
    )
  const now = like(profile?.now ?? { beyond: 1, primary: 1 })
  const before = profile ? like(profile.before) : now
  return (day) => (day > window.last - YEAR ? now : before)
}
