import { useSay } from '../../ui/language.tsx'
import { MapView } from './MapView.tsx'
import { MultiplesView } from './MultiplesView.tsx'
import type { PictureOf } from './picture-of.ts'
import { type View, views } from './question.ts'
import { RankingView } from './RankingView.tsx'
import { Segments } from './Segments.tsx'
import { TrendView } from './TrendView.tsx'
import { words } from './texts.ts'

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
