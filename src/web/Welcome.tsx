import type { ReactNode } from 'react'
import type { Language, Text } from '../kernel/grammar/texts.ts'
import { useLanguage, useSay } from '../ui/language.tsx'
import { texts } from '../ui/texts.ts'

/** The sheet that holds sign-in, first run and new password: one column, nothing else on the screen. */
export function Welcome({ title, help, children }: { title: Text; help?: Text; children: ReactNode }) {
  const say = useSay()
  return (
    <div className="cw-welcome">
      <header className="cw-welcome-brand">
        <strong>{say(texts.product)}</strong>
        <LanguageChoice />
      </header>
      <main className="cw-welcome-sheet">
        <h1>{say(title)}</h1>
        {help && <p className="cw-muted">{say(help)}</p>}
        {children}
      </main>
    </div>
  )
}

/** 中文 | English: each named in itself, so that it is found by who cannot read the other. */
export function LanguageChoice() {
  const { language, setLanguage } = useLanguage()
  const say = useSay()
  const options: [Language, Text][] = [
    ['zh', texts.chinese],
    ['en', texts.english],
  ]
  return (
    <fieldset className="cw-language" aria-label={say(texts.language)}>
      {options.map(([code, text]) => (
        <button key={code} type="button" aria-pressed={code === language} lang={code} onClick={() => setLanguage(code)}>
          {say(text)}
        </button>
      ))}
    </fieldset>
  )
}
