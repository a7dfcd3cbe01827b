import { Link } from 'react-router'
import type { ListedIndicator } from '../../ui/contract.ts'
import { useSay } from '../../ui/language.tsx'
import type { Question } from './question.ts'
import { words } from './texts.ts'

type Address = (choices: Readonly<Record<string, string | undefined>>) => string
/** The definition in plain words, the formula, where it comes from, since when, and how else the same name is read. */
export function About(props: { indicator: ListedIndicator; listed: ListedIndicator; question: Question; address: Address }) {
  const { indicator, listed, question, address } = props
  const say = useSay()
  const { from, to, source, better, sets = [], by } = indicator
  const facts = [
    [words.formula, say(indicator.formulaText)],
    [words.direction, say(words[better])],
    [words.source, source],
    [words.effective, to ? say(words.span, { from, to }) : say(words.since, { from })],
    ...(sets.length ? [[words.sets, sets.join(' · ')] as const] : []),
    ...(by === 'residence' ? [[words.unit, say(words.byResidence)] as const] : []),
    ...(indicator.manual ? [[words.name, say(words.byHand)] as const] : []),
  ] as const
  const readings = [{ name: undefined, text: listed.reading ?? words.usual, definition: listed.definition }, ...(listed.variants ?? [])]
  const others = readings.filter(({ name }) => name !== question.variant)
  return (
    <section className="cw-about" aria-labelledby="cw-about">
      <h2 id="cw-about">{say(words.about)}</h2>
      <p>{say(indicator.definition)}</p>
      <dl className="cw-facts">
        {facts.map(([name, text]) => (
          <div key={name[1]}>
            <dt>{say(name)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {listed.variants && (
        <>
          <h3>{say(words.otherReadings)}</h3>
          <ul className="cw-readings">
            {others.map(({ name, text, definition }) => (
              <li key={name ?? 'default'}>
                <Link to={address({ variant: name })} preventScrollReset>
                  {say(text)}
                </Link>
                {definition && <span className="cw-muted"> {say(definition)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
