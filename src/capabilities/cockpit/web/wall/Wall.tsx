import './wall.css'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { clock, today } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import { words } from '../words.ts'
import { MapScene } from './MapScene.tsx'
import { PlanScene, RankingScene, TileScene } from './Scenes.tsx'
import { minutesOld, scenesOf, staleAfter, turn } from './scenes.ts'
import { useNow, useWall } from './useWall.ts'

/** Leaves to the sign-in page and nowhere else: there is no session to go back to. */
async function leave() {
  await fetch('/api/wall', { method: 'DELETE', headers: { 'X-Countywide': '1' } }).catch(() => undefined)
  window.location.assign('/')
}

/**
 * 大屏: screens that turn by themselves, for people who pass at six metres. Nothing to press on it: Space pauses, arrows turn, Esc leaves to the sign-in page.
 * It keeps what came last when the network fails, and says how old that is.
 */
export default function Wall({ kiosk, ended }: { kiosk: boolean; ended: () => void }) {
  const say = useSay()
  const end = useCallback(() => ended(), [ended])
  const { answer, boundaries, received, failed } = useWall(end)
  const now = useNow()
  const scenes = useMemo(() => (answer ? scenesOf(answer, (boundaries?.features.length ?? 0) > 0) : []), [answer, boundaries])
  const [at, setAt] = useState(0)
  const [paused, setPaused] = useState(false)
  const count = scenes.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a screen that was turned by hand stands its whole time
  useEffect(() => {
    if (paused || count < 2) return
    const timer = setTimeout(() => setAt((before) => (before + 1) % count), turn)
    return () => clearTimeout(timer)
  }, [at, paused, count])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void leave()
      else if (event.key === ' ') setPaused((before) => !before)
      else if (event.key === 'ArrowRight' && count) setAt((before) => (before + 1) % count)
      else if (event.key === 'ArrowLeft' && count) setAt((before) => (before + count - 1) % count)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [count])

  const scene = scenes[at % Math.max(1, count)]
  const minutes = minutesOld(received, now)
  const stale = failed || now - received > staleAfter
  // the day to which all that is told by days reaches
  const reach = answer?.sources
    .filter(({ code, day }) => code !== 'bed_month' && day)
    .map(({ day }) => day ?? '')
    .sort()[0]
  return (
    <main className={`wall${kiosk ? ' wall-kiosk' : ''}`}>
      <header>
        <h1>
          {answer?.county.name}
          {scene && <span className="wall-title">{title()}</span>}
        </h1>
        <p className="wall-clock">
          <span>{today(now)}</span>
          <strong>{clock(new Date(now).toISOString())}</strong>
        </p>
      </header>
      {answer && scene ? (
        <section key={at} className="wall-scene" aria-label={title()} data-scene={scene.kind}>
          {scene.kind === 'tiles' && <TileScene answer={answer} from={scene.from} />}
          {scene.kind === 'plans' && <PlanScene plans={answer.plans} />}
          {scene.kind === 'map' && boundaries && <MapScene ranking={answer.rankings[scene.ranking]!} boundaries={boundaries} />}
          {scene.kind === 'ranking' && <RankingScene ranking={answer.rankings[scene.ranking]!} />}
        </section>
      ) : (
        <p className="wall-scene wall-empty">{say(words.wallLost)}</p>
      )}
      <footer>
        <span>{reach && say(words.dataUntil, { day: reach })}</span>
        {answer && (
          <span className={stale ? 'wall-stale' : ''} role="status">
            {stale ? say(words.stale, { minutes }) : minutes ? say(words.fresh, { minutes }) : say(words.justNow)}
          </span>
        )}
        <span className="wall-end">
          {paused && <b>{say(words.paused)}</b>}
          {count > 0 && say(words.scene, { at: (at % count) + 1, of: count })}
        </span>
      </footer>
    </main>
  )

  function title(): string {
    if (!scene || !answer) return ''
    if (scene.kind === 'tiles') return say(words.morning)
    if (scene.kind === 'plans') return say(words.plans)
    const { text, period } = answer.rankings[scene.ranking]!
    return `${say(scene.kind === 'map' ? words.mapScene : words.ranking, { name: say(text) })} ${period}`
  }
}
