import { Drawer, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { minute, today } from '../../../ui/formats.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import { useNarrow } from '../../../ui/screen.ts'
import { useMay } from '../../../ui/session.tsx'
import { useCase } from '../../../ui/useCase.ts'
import type { Task } from '../shape.ts'
import { webTexts as words } from '../web-texts.ts'
import { task as workflow } from '../workflows.ts'
import { dueText } from './NextDue.tsx'
import { TaskForm, type TaskVerb } from './TaskForm.tsx'
import { useOrganizations } from './usePlans.ts'

const offered: Readonly<Record<Task['state'], readonly TaskVerb[]>> = { open: ['report', 'finish', 'drop'], done: ['reopen'], dropped: [] }
const { operations } = workflow

/** One task: what, who, until when, what was reported so far, and what may be done now. */
export function TaskPanel({ id, leave }: { id: string; leave: () => void }) {
  const say = useSay()
  const may = useMay()
  const narrow = useNarrow()
  const { language } = useLanguage()
  const { data, error, refetch } = useCase(workflow, id)
  const organizations = useOrganizations()
  const [verb, setVerb] = useState<TaskVerb>()
  const task = data?.case
  const names = new Map(organizations.data?.map(({ id, name }) => [id, name]))
  const can = task ? offered[task.state].filter((one) => may(`task.${one}`)) : []
  const chosen = can.find((one) => one === verb) ?? can[0]
  return (
    <Drawer open onClose={leave} size={narrow ? '100%' : 600} title={task ? `${task.number} ${say(words.task)}` : say(words.task)}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!task && !error && <Loading />}
      {task && data && (
        <>
          <p className="plan-task-text">{language === 'zh' ? task.text : task.textEn}</p>
          <p>
            <StateBadge state={task.state} states={workflow.kind.states} />{' '}
            <span className={task.state === 'open' && task.due < today() ? 'cw-bad' : ''}>
              {say(words.due)} {task.due}
              {task.state === 'open' && ` · ${dueText(task.due, today(), say)}`}
            </span>
          </p>
          <p>
            {task.units.map((unit, at) => (
              <span key={unit}>
                {at > 0 && ' · '}
                {at === 0 ? <strong>{names.get(unit) ?? unit}</strong> : (names.get(unit) ?? unit)}
              </span>
            ))}
          </p>
          <p>
            <Link to={`/plans/${task.plan}`}>{task.planName}</Link>
          </p>
          {task.doneBy && <p>{say(words.doneBy, { who: task.doneBy, when: minute(task.doneAt) })}</p>}
          {chosen && (
            <div className="plan-task-form">
              {can.length > 1 && (
                <Radio.Group
                  aria-label={say(words.task)}
                  optionType="button"
                  className="cw-gap"
                  value={chosen}
                  options={can.map((one) => ({ value: one, label: say(operations[one].text) }))}
                  onChange={({ target }) => setVerb(can.find((one) => one === target.value))}
                />
              )}
              <TaskForm key={chosen} verb={chosen} opened={data} />
            </div>
          )}
          <Notes task={task} names={names} />
        </>
      )}
    </Drawer>
  )
}

function Notes({ task, names }: { task: Task; names: ReadonlyMap<string, string> }) {
  const say = useSay()
  return (
    <section aria-labelledby="task-notes">
      <h2 id="task-notes">{say(words.notes)}</h2>
      {task.notes.length === 0 && <p className="cw-muted">{say(words.noNotes)}</p>}
      <ol className="cw-timeline">
        {[...task.notes].reverse().map((note) => (
          <li key={note.at}>
            <p>
              <time dateTime={note.at}>{minute(note.at)}</time>
              <strong>{note.by}</strong>
              <span className="cw-muted">{names.get(note.organization) ?? ''}</span>
              {note.percent !== undefined && <span>{`${note.percent}%`}</span>}
            </p>
            <p>{note.text}</p>
            {note.evidence.map(({ checksum, name }) => (
              <p key={checksum}>
                <a href={`/api/evidence/${checksum}?${new URLSearchParams({ name })}`} download={name}>
                  {name}
                </a>
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
