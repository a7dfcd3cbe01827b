import { App, ConfigProvider } from 'antd'
import loadedEnglish from 'antd/es/locale/en_US.js'
import type { Locale } from 'antd/es/locale/index.js'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Language } from '../kernel/grammar/texts.ts'
import { useLanguage } from './language.tsx'
import { useNarrow } from './screen.ts'
import { type Size, themeOf } from './theme.ts'

const unwrapped = (loaded: Locale | { default: Locale }): Locale => ('default' in loaded ? loaded.default : loaded)
/** Always given: antd puts a provider around everything once there is a locale, and all below would be made anew with what is typed in it. */
const english = unwrapped(loadedEnglish)

/** antd's own few words, fetched by language. English is what antd brings with it. */
async function localeOf(language: Language): Promise<Locale> {
  return language === 'en' ? english : unwrapped((await import('antd/es/locale/zh_CN.js')).default)
}

/** Theme and antd's locale for everything below: large on phones and tablets. Pages for village doctors and residents nest one with `size="large"`. */
export function Kit({ size: asked = 'desk', children }: { size?: Size; children: ReactNode }) {
  const size = useNarrow() ? 'large' : asked
  const { language } = useLanguage()
  const [locale, setLocale] = useState(english)
  const theme = useMemo(() => themeOf(size), [size])
  useEffect(() => {
    let current = true
    localeOf(language).then((found) => current && setLocale(found))
    return () => {
      current = false
    }
  }, [language])
  return (
    <ConfigProvider
      theme={theme}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: 'optional' }}
      locale={locale}
    >
      <App className={`cw-${size}`} component="div">
        {children}
      </App>
    </ConfigProvider>
  )
}
