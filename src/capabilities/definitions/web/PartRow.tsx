import { Button, Input } from 'antd'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Problem } from '../compile.ts'
import type { Library } from '../library.ts'
import { kinds, type Part } from '../shape.ts'
import { texts } from '../texts.ts'
import { Condition } from './Condition.tsx'
import type { PartChange } from './content.ts'
import { Marked } from './Marked.tsx'

type Props = {
  part: Part
  library: Library
  problems: (field: string) => readonly Problem[]
  change: (change: PartChange) => void
  remove: () => void
}

/** One own part: its name, what it counts, of which rows, and which of them. */
export function PartRow({ part, library, problems, change, remove }: Props) {
  const say = useSay()
  const view = library.views.find(({ name }) => name === part.view)
  const summed = view?.columns.filter((column) => column.summed) ?? []
  const field = (name: string) => `part-${part.name}-${name}`
  return (
    <li className="def-part">
      <div className="def-part-what">
        <div className="def-field">
          <label htmlFor={field('name')}>{say(texts.partName)}</label>
          <Input
            id={field('name')}
            className="def-name"
            maxLength={12}
            value={part.name}
            onChange={({ target }) => change({ name: target.value.trim() })}
          />
        </div>
        <div className="def-field">
          <label htmlFor={field('view')}>{say(texts.view)}</label>
          <Choice
            id={field('view')}
            value={part.view}
            options={library.views.map(({ name, text }) => ({ value: name, label: say(text) }))}
            onChange={(name) => name && change({ view: name, column: undefined })}
          />
        </div>
        <div className="def-field">
          <label htmlFor={field('kind')}>{say(texts.kind)}</label>
          <Choice
            id={field('kind')}
            value={part.kind}
            options={kinds.map((kind) => ({ value: kind, label: say(texts[kind]) }))}
            onChange={(kind) => kind && change({ kind: kind as Part['kind'] })}
          />
        </div>
        {part.kind === 'sum' && (
          <div className="def-field">
            <label htmlFor={field('column')}>{say(texts.column)}</label>
            <Choice
              id={field('column')}
              value={part.column}
              options={summed.map(({ name, text }) => ({ value: name, label: say(text) }))}
              onChange={(column) => change({ column })}
            />
          </div>
        )}
        <div className="def-field def-label">
          <label htmlFor={field('label')}>{say(texts.partLabel)}</label>
          <Input
            id={field('label')}
            maxLength={40}
            value={part.label ?? ''}
            onChange={({ target }) => change({ label: target.value || undefined })}
          />
        </div>
        <Button onClick={remove} aria-label={say(texts.removePart, { name: part.name })}>
          ×
        </Button>
      </div>
      {['name', 'view', 'kind', 'column'].map((one) => (
        <Marked key={one} id={field(`${one}-problems`)} source="" problems={problems(one)} />
      ))}
      <Condition view={view} value={part.where} change={(where) => change({ where })} problems={problems('where')} />
    </li>
  )
}
