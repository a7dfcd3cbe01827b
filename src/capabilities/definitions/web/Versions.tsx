import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useHistory } from '../../../ui/useCase.ts'
import type { Content, Definition } from '../shape.ts'
import { texts } from '../texts.ts'
import { definition } from '../workflow.ts'

/** Every version that was ever saved, the newest first, with what it said. */
export function Versions({ id }: { id: string }) {
  const say = useSay()
  const { data } = useHistory(definition, id)
  if (!data?.length) return null
  const what = ({ state, draft, version }: Definition) =>
    state === 'retired' ? say(texts.retiredState) : draft ? say(texts.written) : say(texts.inForce, { n: version })
  return (
    <section aria-label={say(texts.versions)}>
      <h2>{say(texts.versions)}</h2>
      <ul className="def-versions">
        {data.map(({ version, updated, case: one }) => {
          const content = one?.draft ?? one?.active
          return (
            content && (
              <li key={version}>
                <details>
                  <summary>
                    {`${minute(updated)} · ${what(one)} · ${one.state === 'active' && !one.draft ? (one.activatedBy ?? '') : one.editedBy}`}
                    {one.reason && ` · ${one.reason}`}
                  </summary>
                  <Said content={content} />
                </details>
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}

function Said({ content }: { content: Content }) {
  const say = useSay()
  const lines = [
    [texts.name, content.name],
    [texts.plain, content.definition],
    [texts.source, content.source],
    [texts.numerator, content.numerator],
    [texts.denominator, content.denominator],
    [texts.ownFormula, content.formula],
  ] as const
  return (
    <dl className="def-said">
      {lines.map(
        ([text, value]) =>
          value && (
            <div key={text[1]}>
              <dt>{say(text)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {content.parts.map((part) => (
        <div key={part.name}>
          <dt>{`local.${part.name}`}</dt>
          <dd>{`${say(texts[part.kind])} · ${part.view}${part.column ? `.${part.column}` : ''}${part.where ? ` · ${part.where}` : ''}`}</dd>
        </div>
      ))}
    </dl>
  )
}
