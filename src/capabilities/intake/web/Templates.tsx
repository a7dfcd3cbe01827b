import { useState } from 'react'
import { Choice } from '../../../ui/Choice.tsx'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { texts } from '../texts.ts'
import { useKinds } from './useImports.ts'

/** A template with an example row and the data dictionary, for any kind of file. */
export function Templates() {
  const say = useSay()
  const { language } = useLanguage()
  const { data } = useKinds()
  const [kind, setKind] = useState<string>()
  if (!data) return null
  const shown = kind ?? data[0]?.name
  return (
    <div className="cw-row cw-gap">
      <span>{say(texts.templates)}</span>
      <Choice
        label={say(texts.kind)}
        value={shown}
        options={data.map((k) => ({ value: k.name, label: say(k.text) }))}
        onChange={(chosen) => setKind(chosen)}
      />
      {(['xlsx', 'csv'] as const).map((format) => (
        <a key={format} href={`/api/imports/templates/${shown}/${format}?language=${language}`} download>
          {say(texts.template)} {format.toUpperCase()}
        </a>
      ))}
    </div>
  )
}
