import { useId, useState } from 'react'
import type { ConditionColumn } from '../../../kernel/grammar/columns.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import type { Problem } from '../compile.ts'
import type { Countable } from '../library.ts'
import { texts } from '../texts.ts'
import { Marked } from './Marked.tsx'
import { useValues } from './queries.ts'
import { useInsert } from './useInsert.ts'

const noColumns: readonly ConditionColumn[] = []

/** The condition of a part: typed, with columns and their values to pick from. */
export function Condition(props: {
  view: Countable | undefined
  value: string
  change: (where: string) => void
  problems: readonly Problem[]
}) {
  const { view, value, change, problems } = props
  const say = useSay()
  const { language } = useLanguage()
  const id = useId()
  const [picked, pick] = useState<string>()
  const { field, insert } = useInsert(value, change)
  const columns = view?.columns ?? noColumns
  const column = columns.find(({ name }) => name === picked)
  const { data: found } = useValues(view?.name ?? '', column?.kind === 'text' && !column.codes ? column.name : undefined)
  const word = (one: ConditionColumn) => (language === 'zh' ? (one.names[0] ?? one.yuan?.[0] ?? one.name) : one.name)
  const values = column?.codes
    ? Object.entries(column.codes).map(([code, text]) => ({ value: code, label: `${code} ${say(text)}` }))
    : (found ?? []).map((code) => ({ value: code, label: code }))
  return (
    <div className="def-field">
      <label htmlFor={id}>{say(texts.where)}</label>
      <textarea
        id={id}
        ref={field}
        className="def-code"
        rows={2}
        maxLength={2000}
        spellCheck={false}
        value={value}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-problems`}
        onChange={({ target }) => change(target.value)}
      />
      <Marked id={`${id}-problems`} source={value} problems={problems} />
      <div className="cw-row">
        <Choice
          label={say(texts.insertColumn)}
          hint={say(texts.insertColumn)}
          clearable
          value={picked}
          options={columns.map((one) => ({ value: one.name, label: word(one) === one.name ? `${one.name} ${say(one.text)}` : word(one) }))}
          onChange={(name) => {
            pick(name)
            const one = columns.find((c) => c.name === name)
            if (one) insert(word(one))
          }}
        />
        {values.length > 0 && (
          <Choice
            label={say(texts.insertValue)}
            hint={say(texts.insertValue)}
            clearable
            value={undefined}
            options={values}
            onChange={(code) => code !== undefined && insert(`'${code.replaceAll("'", "''")}'`)}
          />
        )}
      </div>
    </div>
  )
}
