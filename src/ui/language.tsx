import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'
import { type Language, say, type Text } from '../kernel/grammar/texts.ts'

const remembered = 'countywide.language'
type Spoken = { language: Language; setLanguage: (language: Language) => void }
const Context = createContext<Spoken>({ language: 'zh', setLanguage: () => {} })

/** The tag of a language for `lang=`, collation and number formats. */
export const tagOf = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en')

/** A browser that keeps nothing (no cookies, no storage) throws where others answer: then the language is chosen anew each time. */
function kept(choose?: Language): string | null {
  try {
    if (choose) localStorage.setItem(remembered, choose)
    return globalThis.localStorage?.getItem(remembered) ?? null
  } catch {
    return null
  }
}

/** Chinese first; the choice is kept on this machine (and by the shell in the account's preferences). */
export function LanguageProvider({ children, start }: { children: ReactNode; start?: Language }) {
  const [language, set] = useState<Language>(start ?? (kept() === 'en' ? 'en' : 'zh'))
  useEffect(() => {
    document.documentElement.lang = tagOf(language)
    kept(language)
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
