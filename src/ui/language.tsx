import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'
import { type Language, say, type Text } from '../kernel/grammar/texts.ts'

const remembered = 'countywide.language'
type Spoken = { language: Language; setLanguage: (language: Language) => void }
const Context = createContext<Spoken>({ language: 'zh', setLanguage: () => {} })

/** The tag of a language for `lang=`, collation and number formats. */
export const tagOf = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en')

/** Chinese first; the choice is kept on this machine (and by the shell in the account's preferences). */
export function LanguageProvider({ children, start }: { children: ReactNode; start?: Language }) {
  const [language, set] = useState<Language>(start ?? (globalThis.localStorage?.getItem(remembered) === 'en' ? 'en' : 'zh'))
  useEffect(() => {
    document.documentElement.lang = tagOf(language)
    localStorage.setItem(remembered, language)
  }, [language])
  return <Context value={{ language, setLanguage: set }}>{children}</Context>
}

export const useLanguage = () => use(Context)

export type Say = (text: Text, values?: Readonly<Record<string, string | number>>) => string
/** The word in the reader's language: `say(texts.save)`. */
export function useSay(): Say {
  const { language } = use(Context)
  return useCallback<Say>((text, values) => say(text, language, values), [language])
}
