import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useNarrow } from '../../../ui/screen.ts'
import { useMay } from '../../../ui/session.tsx'
import { lists } from '../lists.ts'
import { webTexts as words } from '../web-texts.ts'
import { task as workflow } from '../workflows.ts'
import { AddTask } from './AddTask.tsx'
import { TaskPanel } from './TaskPanel.tsx'
import { conditions, isMine, narrowed, useTaskRows } from './task-rows.ts'
import { usePlans } from './usePlans.ts'
import './plans.css'
import './adopt.css'
import './target.css'

const list = lists.find(({ name }) => name === 'tasks')!
const columns = list.columns.filter(({ hidden }) => !hidden)
const states = { ...workflow.kind.states, late: { text: words.onlyLate, colour: 'red' }, soon: { text: words.soon, colour: 'orange' } }

/** 方案任务: what is to be done and reported, by the day it is due, late first; a task opens beside the list. */
export default function Tasks() {
  const say = useSay()
  const may = useMay()
  const narrow = useNarrow()
  const [asked, setAsked] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const plans = usePlans()
  const { rows, mine, error, refetch } = useTaskRows()
  const put = (name: string, value: string | undefined) =>
    setAsked((now) => {
      const next = new URLSearchParams(now)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const opened = asked.get('task')
  const whole = asked.get('scope') === 'county'
  const shown =
    rows &&
    narrowed(rows, { plan: asked.get('plan'), clause: asked.get('clause'), condition: asked.get('state') }).filter(
      (row) => whole || isMine(row, mine),
    )
  const choice = (name: string, label: string, options: readonly { value: string; label: string }[]) => (
    <Choice
      label={label}
      value={asked.get(name) ?? 'all'}
      options={options}
      onChange={(value) => put(name, value === 'all' ? undefined : value)}
    />
  )
  return (
    <>
      <div className="cw-between">
        <h1>{say(words.taskPage)}</h1>
        {may('task.add') && <Button onClick={() => setAdding(true)}>{say(words.taskAdd)}</Button>}
      </div>
      {error && !rows ? (
        <Failure error={error} retry={refetch} />
      ) : !shown ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Empty title={words.noTasks} help={words.noTasksHelp} />
      ) : (
        <Sheet title={say(words.taskPage)} columns={columns} rows={shown} states={states} onOpen={({ id }) => put('task', id)}>
          {choice('scope', say(words.scope), [
            { value: 'all', label: say(words.mine) },
            { value: 'county', label: say(words.whole) },
          ])}
          {choice('state', say(words.status), [
            { value: 'all', label: say(words.everyState) },
            ...conditions.map(([value, text]) => ({ value, label: say(text) })),
          ])}
          {choice('plan', say(words.planName), [
            { value: 'all', label: say(words.everyPlan) },
            ...(plans.data?.plans ?? []).map(({ id, short }) => ({ value: id, label: say(short) })),
          ])}
        </Sheet>
      )}
      {opened && <TaskPanel key={opened} id={opened} leave={() => put('task', undefined)} />}
      {adding && (
        <Drawer open onClose={() => setAdding(false)} size={narrow ? '100%' : 560} title={say(words.taskAdd)}>
          <AddTask plan={asked.get('plan') ?? undefined} leave={() => setAdding(false)} />
        </Drawer>
      )}
    </>
  )
}
