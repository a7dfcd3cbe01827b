import { useSay } from '../../../ui/language.tsx'
import type { Problem } from '../compile.ts'

/** The word that stands at the place of a mistake, or the one character. */
const wordAt = (source: string, at: number) => /^(?:[\p{L}\p{N}_.@]+|['"‘“][^'"’”]*['"’”]?|[^\s])/u.exec(source.slice(at))?.[0] ?? ''

/** What is wrong with a field: in words, and where the place is known, the text with that place underlined. */
export function Marked({ id, source, problems }: { id: string; source: string; problems: readonly Problem[] }) {
  const say = useSay()
  if (!problems.length) return null
  return (
    <div className="def-problems" id={id} role="status">
      {problems.map(({ text, at }) => (
        <p key={`${text[1]} ${at}`}>
          {say(text)}
          {at !== undefined && source && (
            <code aria-hidden>
              {source.slice(0, at)}
              <mark>{wordAt(source, at) || '\u00a0\u00a0'}</mark>
              {source.slice(at + wordAt(source, at).length)}
            </code>
          )}
        </p>
      ))}
    </div>
  )
}
