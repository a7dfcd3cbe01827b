import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { TargetChoice } from '../shape.ts'
import type { Target } from '../template.ts'
import { webTexts as words } from '../web-texts.ts'
import { hasValue, lacking, milestonesOf, milestonesText, tidy } from './choice.ts'
import { Labelled } from './Labelled.tsx'
import { useOrganizations } from './usePlans.ts'
import { unitWord } from './value.ts'

type Props = { target: Target; choice: TargetChoice; onChange: (choice: TargetChoice) => void }

/** What a county decides of a target: none here and why, or its own value, dates, way and who answers for it. Empty is as in the plan. */
export function ChoiceFields({ target, choice, onChange }: Props) {
  const say = useSay()
  const organizations = useOrganizations()
  const put = (part: Partial<Record<keyof TargetChoice, unknown>>) => onChange(tidy({ ...choice, ...part } as TargetChoice))
  const day = (value: string | undefined, change: (day: string | undefined) => void, id: string, hint?: string) => (
    <>
      <Input id={id} type="date" value={value ?? ''} onChange={(event) => change(event.target.value || undefined)} />
      {hint && <span className="cw-muted cw-small">{say(words.inPlan, { day: hint })}</span>}
    </>
  )
  const number = (value: number | undefined, change: (value: number | undefined) => void, id: string, hint?: number) => (
    <InputNumber
      id={id}
      controls={false}
      value={value ?? null}
      {...(hint === undefined ? {} : { placeholder: String(hint) })}
      suffix={target.unit === 'percent' ? '%' : unitWord(target.unit, say)}
      onChange={(worth) => change(typeof worth === 'number' ? worth : undefined)}
    />
  )
  const { baseline, left } = choice
  const lacks = lacking(choice)
  const base = (part: Partial<{ day: string; value: number }>) => {
    const next = { day: baseline?.day ?? '', value: baseline?.value ?? Number.NaN, ...part }
    put({ baseline: next.day || Number.isFinite(next.value) ? next : undefined })
  }
  return (
    <div className="plan-choice">
      <label className="plan-tick">
        <input
          type="checkbox"
          checked={left !== undefined}
          onChange={(event) => onChange(event.target.checked ? { code: choice.code, left: ' ' } : { code: choice.code })}
        />
        {say(words.notApplicable)}
      </label>
      {left !== undefined ? (
        <Labelled text={say(words.notApplicableReason)} wrong={lacks === 'left' ? say(words.reasonNeeded) : undefined}>
          {(id) => (
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 2 }}
              maxLength={1000}
              value={left.trimStart()}
              onChange={(event) => onChange({ code: choice.code, left: event.target.value || ' ' })}
            />
          )}
        </Labelled>
      ) : (
        <div className="plan-choice-grid">
          {hasValue(target) && (
            <Labelled text={say(words.value)}>{(id) => number(choice.value, (value) => put({ value }), id, target.value)}</Labelled>
          )}
          <Labelled text={say(words.deadline)}>
            {(id) => day(choice.deadline, (deadline) => put({ deadline }), id, target.deadline)}
          </Labelled>
          <Labelled text={say(words.baselineDay)} wrong={lacks === 'baseline' ? say(words.pointNeeded) : undefined}>
            {(id) => day(baseline?.day, (next) => base({ day: next ?? '' }), id)}
          </Labelled>
          <Labelled text={say(words.baselineValue)}>
            {(id) =>
              number(Number.isFinite(baseline?.value) ? baseline?.value : undefined, (value) => base({ value: value ?? Number.NaN }), id)
            }
          </Labelled>
          <Labelled text={say(words.responsible)}>
            {(id) => (
              <Choice
                id={id}
                clearable
                hint={say(words.asPlan)}
                value={choice.responsible}
                options={(organizations.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(responsible) => put({ responsible })}
              />
            )}
          </Labelled>
          <MilestonesField choice={choice} put={put} />
        </div>
      )}
    </div>
  )
}

function MilestonesField({ choice, put }: { choice: TargetChoice; put: (part: { milestones: TargetChoice['milestones'] }) => void }) {
  const say = useSay()
  const [typed, setTyped] = useState(milestonesText(choice.milestones))
  const read = milestonesOf(typed)
  return (
    <Labelled
      text={say(words.milestones)}
      help={say(words.milestonesHelp)}
      wrong={'wrong' in read ? say(words.milestoneWrong, { line: read.wrong }) : undefined}
    >
      {(id) => (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={typed}
          onChange={({ target: { value } }) => {
            setTyped(value)
            const next = milestonesOf(value)
            if ('points' in next) put({ milestones: next.points.length || choice.milestones ? next.points : undefined })
          }}
        />
      )}
    </Labelled>
  )
}
