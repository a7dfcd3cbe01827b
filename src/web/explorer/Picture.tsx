import type { ListedIndicator } from '../../ui/contract.ts'
import { useSay } from '../../ui/language.tsx'
import { MapView } from './MapView.tsx'
import { MultiplesView } from './MultiplesView.tsx'
import { type Question, type View, views } from './question.ts'
import { RankingView } from './RankingView.tsx'
import { Segments } from './Segments.tsx'
import type { Sheet } from './sheet.ts'
import { TrendView } from './TrendView.tsx'
import { words } from './texts.ts'
import type { Ask } from './useQuestion.ts'

export type PictureOf = { indicator: ListedIndicator; question: Question; sheet: Sheet; county: Sheet | undefined; ask: Ask }

/** The chosen picture of the same numbers that the table below has. */
export function Picture(props: PictureOf) {
  const { indicator, question, sheet, ask } = props
  const say = useSay()
  const several = sheet.units.filter(({ outside }) => !outside).length > 1
  const fits = (view: View) => view === 'trend' || (view === 'map' ? indicator.units.includes('township') : several)
  const offered = views.filter(fits)
  const view = fits(question.view) ? question.view : 'trend'
  const Shown = { trend: TrendView, ranking: RankingView, multiples: MultiplesView, map: MapView }[view]
  return (
    <section className="cw-picture" aria-label={say(words.view)}>
      {offered.length > 1 && (
        <div className="cw-no-print">
          <Segments
            label={say(words.view)}
            value={view}
            options={offered.map((value) => ({ value, label: say(words[value]) }))}
            onChange={(chosen) => ask({ view: chosen === 'trend' ? undefined : chosen, ...(chosen === 'map' ? { unit: 'township' } : {}) })}
          />
        </div>
      )}
      <Shown {...props} />
    </section>
  )
}
