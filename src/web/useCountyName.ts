import { useEffect } from 'react'
import { useLanguage, useSay } from '../ui/language.tsx'
import { useSession } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'

/** The county's name in the reader's language, which also names the window. */
export function useCountyName(): string {
  const say = useSay()
  const { county } = useSession()
  const { language } = useLanguage()
  const name = language === 'en' && county.nameEn ? county.nameEn : county.name
  useEffect(() => {
    document.title = `${name} · ${say(texts.product)}`
  }, [name, say])
  return name
}
