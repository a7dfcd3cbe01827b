import { useEffect, useRef } from 'react'
import { api } from '../ui/api.ts'
import { useLanguage } from '../ui/language.tsx'

const path = '/preferences/language'

/** The language goes with the account: taken over on signing in, kept when it is changed. Without an answer this machine's choice stands. */
export function useOwnLanguage() {
  const { language, setLanguage } = useLanguage()
  const kept = useRef<unknown>(undefined)
  useEffect(() => {
    api.get<unknown>(path).then(
      (own) => {
        kept.current = own
        if (own === 'zh' || own === 'en') setLanguage(own)
      },
      () => {},
    )
  }, [setLanguage])
  useEffect(() => {
    if (kept.current === undefined || kept.current === language) return
    kept.current = language
    api.put(path, language).catch(() => {})
  }, [language])
}
