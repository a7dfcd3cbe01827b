import { Choice } from '../../ui/Choice.tsx'
import type { ListedIndicator } from '../../ui/contract.ts'
import { useSay } from '../../ui/language.tsx'
import { kindNames } from './kinds.ts'
import { MonthChoice } from './MonthChoice.tsx'
import { grains, kinds, type Question } from './question.ts'
import { Segments } from './Segments.tsx'
import { words } from './texts.ts'
import type { Ask } from './useQuestion.ts'

/** What is asked: period, unit, from and to; reading and structure where there is a choice. */
export function Controls({ indicator, question, ask }: { indicator: ListedIndicator; question: Question; ask: Ask }) {
  const say = useSay()
  const prefecture = indicator.units.includes('prefecture')
  const { variants = [] } = indicator
  return (
    <div className="cw-controls cw-no-print">
      <Segments
        label={say(words.unit)}
        value={question.unit}
        options={indicator.units.map((value) => ({ value, label: say(prefecture && value === 'county' ? words.counties : words[value]) }))}
        onChange={(unit) => ask({ unit })}
      />
      <Segments
        label={say(words.grain)}
        value={question.grain}
        options={grains.map((value) => ({ value, label: say(words[value]) }))}
        onChange={(grain) => ask({ grain })}
      />
      <span className="cw-row">
        <MonthChoice label={say(words.from)} value={question.from} grain={question.grain} edge="first" onChange={(from) => ask({ from })} />
        <span aria-hidden="true">{'–'}</span>
        <MonthChoice label={say(words.to)} value={question.to} grain={question.grain} onChange={(to) => ask({ to })} />
      </span>
      {variants.length > 0 && (
        <Choice
          label={say(words.reading)}
          value={question.variant ?? 'default'}
          options={[
            { value: 'default', label: say(indicator.reading ?? words.usual) },
            ...variants.map(({ name, text }) => ({ value: name, label: say(text) })),
          ]}
          onChange={(variant) => ask({ variant: variant === 'default' ? undefined : variant })}
        />
      )}
      {question.unit === 'organization' && (
        <Choice
          label={say(words.kind)}
          value={question.kind ?? 'all'}
          options={[{ value: 'all', label: say(words.everyKind) }, ...kinds.map((value) => ({ value, label: say(kindNames[value]) }))]}
          onChange={(kind) => ask({ kind: kind === 'all' ? undefined : kind })}
        />
      )}
      {(question.unit === 'organization' || question.structure === 'today') && (
        <Choice
          label={say(words.structure)}
          value={question.structure}
          options={[
            { value: 'period', label: say(words.ofPeriod) },
            { value: 'today', label: say(words.ofToday) },
          ]}
          onChange={(structure) => ask({ structure: structure === 'today' ? 'today' : undefined })}
        />
      )}
    </div>
  )
}
