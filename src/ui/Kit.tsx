import { App, ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale/index.js'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Language } from '../kernel/grammar/texts.ts'
import { useLanguage } from './language.tsx'
import { useNarrow } from './screen.ts'
import { type Size, themeOf } from './theme.ts'

/** antd's own few words, fetched by language. English is what antd speaks without a locale. */
async function localeOf(language: Language): Promise<Locale | undefined> {
  if (language === 'en') return undefined
  const { default: loaded } = await import('antd/es/locale/zh_CN.js')
  return 'default' in loaded ? loaded.default : loaded
}

/** Theme and antd's locale for everything below: large on phones and tablets. Pages for village doctors and residents nest one with `size="large"`. */
export function Kit({ size: asked = 'desk', children }: { size?: Size; children: ReactNode }) {
  const size = useNarrow() ? 'large' : asked
  const { language } = useLanguage()
  const [locale, setLocale] = useState<Locale>()
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
      {...(locale ? { locale } : {})}
    >
      <App className={`cw-${size}`} component="div">
        {children}
      </App>
    </ConfigProvider>
  )
}
