import { Input, InputNumber } from 'antd'
import { type ReactNode, useId } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Problem } from '../compile.ts'
import type { Content } from '../shape.ts'
import { texts, units } from '../texts.ts'
import { usualScale, type Writing } from './content.ts'
import { Marked } from './Marked.tsx'

type Props = {
  writing: Writing
  fixed: boolean
  change: (change: Partial<Writing>) => void
  problems: (field: string) => readonly Problem[]
}

/** What the indicator is called, says, and rests on. */
export function Meaning({ writing, fixed, change, problems }: Props) {
  const say = useSay()
  const line = (name: 'name' | 'nameEn' | 'source' | 'code', text: Text, max: number, help?: Text) => (
    <Field text={text} problems={problems(name)} {...(help ? { help } : {})}>
      {(id) => (
        <Input
          id={id}
          maxLength={max}
          disabled={name === 'code' && fixed}
          spellCheck={false}
          value={writing[name] ?? ''}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      )}
    </Field>
  )
  const words = (name: 'definition' | 'definitionEn', text: Text) => (
    <Field text={text} problems={problems(name)}>
      {(id) => (
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={1000}
          value={writing[name] ?? ''}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      )}
    </Field>
  )
  const choice = (name: 'better' | 'by', text: Text, options: readonly { value: string; text: Text }[]) => (
    <Field text={text} problems={problems(name)}>
      {(id) => (
        <Choice
          id={id}
          value={writing[name]}
          options={options.map((o) => ({ value: o.value, label: say(o.text) }))}
          onChange={(value) => value && change({ [name]: value })}
        />
      )}
    </Field>
  )
  const day = (name: 'from' | 'to', text: Text) => (
    <Field text={text} problems={problems(name)}>
      {(id) => <Input id={id} type="date" value={writing[name] ?? ''} onChange={({ target }) => change({ [name]: target.value })} />}
    </Field>
  )
  return (
    <div className="def-grid">
      {line('name', texts.name, 60)}
      {line('code', texts.code, 46, texts.codeHelp)}
      {line('nameEn', texts.nameEn, 100)}
      {line('source', texts.source, 300)}
      {words('definition', texts.plain)}
      {words('definitionEn', texts.plainEn)}
      <div className="def-row">
        <Field text={texts.unit} problems={problems('unit')}>
          {(id) => (
            <Choice
              id={id}
              value={writing.unit}
              options={Object.entries(units).map(([value, text]) => ({ value, label: say(text) }))}
              onChange={(unit) => unit && change({ unit: unit as Content['unit'], scale: usualScale[unit as Content['unit']] ?? 1 })}
            />
          )}
        </Field>
        <Field text={texts.scale} problems={problems('scale')} help={texts.scaleHelp}>
          {(id) => <InputNumber id={id} min={0} value={writing.scale ?? 1} onChange={(scale) => change({ scale: scale ?? 1 })} />}
        </Field>
        {choice('better', texts.better, [
          { value: 'higher', text: texts.higher },
          { value: 'lower', text: texts.lower },
          { value: 'neither', text: texts.neither },
        ])}
      </div>
      <div className="def-row">
        {choice('by', texts.by, [
          { value: 'institution', text: texts.byInstitution },
          { value: 'residence', text: texts.byResidence },
        ])}
        {day('from', texts.from)}
        {day('to', texts.to)}
      </div>
    </div>
  )
}

function Field({
  text,
  help,
  problems,
  children,
}: {
  text: Text
  help?: Text
  problems: readonly Problem[]
  children: (id: string) => ReactNode
}) {
  const say = useSay()
  const id = useId()
  return (
    <div className="def-field">
      <label htmlFor={id} {...(help ? { title: say(help) } : {})}>
        {say(text)}
      </label>
      {children(id)}
      <Marked id={`${id}-problems`} source="" problems={problems} />
    </div>
  )
}
