import { useId } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Problem } from '../compile.ts'
import type { Library } from '../library.ts'
import type { Part } from '../shape.ts'
import { texts } from '../texts.ts'
import { Marked } from './Marked.tsx'
import { useInsert } from './useInsert.ts'

const selectors = ['primary', 'hospital', 'lead', 'township', 'village', 'county', 'outside'] as const

/** An expression over own parts and the house's: typed, with parts and selectors to pick from. */
export function Formula(props: {
  text: Text
  value: string
  change: (next: string) => void
  parts: readonly Part[]
  library: Library
  problems: readonly Problem[]
}) {
  const { text, value, change, parts, library, problems } = props
  const say = useSay()
  const id = useId()
  const { field, insert } = useInsert(value, change)
  const own = parts.map(({ name }) => ({ value: `local.${name}`, label: `local.${name}` }))
  const house = library.groups.flatMap((group) =>
    group.parts.flatMap((part) =>
      part.text ? [{ value: `${group.name}.${part.name}`, label: `${say(part.text)} ${group.name}.${part.name}` }] : [],
    ),
  )
  const others = library.groups.flatMap((group) =>
    group.parts.flatMap((part) => (part.text ? [] : [{ value: `${group.name}.${part.name}`, label: `${group.name}.${part.name}` }])),
  )
  return (
    <div className="def-field">
      <label htmlFor={id}>{say(text)}</label>
      <textarea
        id={id}
        ref={field}
        className="def-code"
        rows={1}
        maxLength={500}
        spellCheck={false}
        value={value}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-problems`}
        onChange={({ target }) => change(target.value.replaceAll('\n', ' '))}
      />
      <Marked id={`${id}-problems`} source={value} problems={problems} />
      <div className="cw-row">
        <Choice
          label={say(texts.insertPart)}
          hint={say(texts.insertPart)}
          clearable
          value={undefined}
          options={[...own, ...house, ...others]}
          onChange={(name) => name && insert(name)}
        />
        <Choice
          label={say(texts.insertSelector)}
          hint={say(texts.insertSelector)}
          clearable
          value={undefined}
          options={selectors.map((one) => ({ value: one, label: `@${one} ${say(texts[one])}` }))}
          onChange={(one) => one && insert(`@${one}`)}
        />
      </div>
    </div>
  )
}
