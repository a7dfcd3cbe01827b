import './cockpit.css'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useSession } from '../../../ui/session.tsx'
import { Ages } from './Ages.tsx'
import { FirstBanner } from './FirstBanner.tsx'
import { TileCard } from './TileCard.tsx'
import { useCockpit } from './useCockpit.ts'
import { words } from './words.ts'

const MapPanel = lazy(() => import('./MapPanel.tsx'))

/** 驾驶舱: what a director reads first in the morning. The one to act on, twelve numbers, how old they are, and the county on a map. */
export default function Cockpit() {
  const say = useSay()
  const { language } = useLanguage()
  const { county } = useSession()
  const { data, error, refetch } = useCockpit()
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const named = (language === 'en' && county.nameEn) || data.county.name
  return (
    <div className="cockpit">
      <header className="cockpit-head">
        <h1>{say(words.title)}</h1>
        <span className="cw-muted">{say(words.about, { county: named, day: data.day })}</span>
        {data.sources.length > 0 && <Ages sources={data.sources} />}
        <span className="cw-row cw-no-print">
          {/* Another document: the wall stands outside of the workbench and of this session. */}
          <Button size="small" href="/wall" target="_blank">
            {say(words.wall)}
          </Button>
          <Button size="small" onClick={() => window.print()}>
            {say(words.print)}
          </Button>
        </span>
      </header>
      <FirstBanner first={data.first} />
      <ol className="cockpit-tiles">
        {data.tiles.map((tile) => (
          <TileCard key={tile.code} tile={tile} yesterday={data.day} />
        ))}
      </ol>
      {/* A prefecture has no townships of its own: its counties stand side by side on their own page. */}
      {data.county.id % 100 !== 0 && (
        <Suspense fallback={<Loading />}>
          <MapPanel today={data.day} />
        </Suspense>
      )}
    </div>
  )
}
