import './public.css'
import { useCallback, useEffect, useState } from 'react'
import type { PublicAnswer } from '../../capabilities/plans/contract.ts'
import { useSay } from '../../ui/language.tsx'
import { Loading } from '../../ui/States.tsx'
import { LanguageChoice } from '../Welcome.tsx'
import { TargetCard } from './TargetCard.tsx'
import { words } from './words.ts'

type Standing = { at: 'asking' | 'none' | 'failed' } | { at: 'there'; answer: PublicAnswer }

/** Without session, cookie or anything kept in the browser. */
async function ask(county: string): Promise<Standing> {
  const response = await fetch(`/api/public/${county}/progress`, { credentials: 'omit' }).catch(() => undefined)
  if (response?.status === 404) return { at: 'none' }
  if (!response?.ok) return { at: 'failed' }
  const answer = (await response.json()) as PublicAnswer
  return answer.plans.length ? { at: 'there', answer } : { at: 'none' }
}

/** 公开进展: what a county opens of its plans to everybody, large enough for old eyes. */
export default function PublicPage({ county }: { county: string }) {
  const say = useSay()
  const [standing, setStanding] = useState<Standing>({ at: 'asking' })
  const look = useCallback(() => void ask(county).then(setStanding), [county])
  useEffect(look, [look])
  const name = standing.at === 'there' ? standing.answer.county.name : ''
  useEffect(() => {
    document.title = [name, say(words.title)].filter(Boolean).join(' · ')
  }, [name, say])
  return (
    <div className="public">
      <header>
        <h1>{say(words.title)}</h1>
        <LanguageChoice />
      </header>
      <main>
        {standing.at === 'asking' && <Loading />}
        {standing.at === 'none' && (
          <p className="public-empty">
            <strong>{say(words.none)}</strong>
            {say(words.noneHelp)}
          </p>
        )}
        {standing.at === 'failed' && (
          <p className="public-empty" role="alert">
            <strong>{say(words.failed)}</strong>
            <button type="button" onClick={look}>
              {say(words.retry)}
            </button>
          </p>
        )}
        {standing.at === 'there' && <Progress answer={standing.answer} />}
      </main>
      <footer>{say(words.footer)}</footer>
    </div>
  )
}

function Progress({ answer: { county, today, plans } }: { answer: PublicAnswer }) {
  const say = useSay()
  return (
    <>
      <p className="public-about">
        {say(words.of, { county: county.name, day: today })}
        <br />
        {say(words.legend)}
      </p>
      {plans.map(({ name, document, targets }) => (
        <section key={name[0] + document}>
          <h2>{say(name)}</h2>
          <p className="public-about">{say(words.document, { document })}</p>
          <ul>
            {targets.map((target) => (
              <TargetCard key={target.code} target={target} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
