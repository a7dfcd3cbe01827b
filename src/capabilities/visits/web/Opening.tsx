import { Button } from 'antd'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { texts } from '../texts.ts'
import { underDialog } from './moving.ts'
import { useDepartments, useDoctors } from './queries.ts'
import type { Options } from './useReceive.ts'
import { words } from './words.ts'

const after = <T,>(all: readonly T[], one: T): T => all[(all.indexOf(one) + 1) % all.length] as T

/** How the next visit is opened: each choice turns with Alt and its number. */
export function Opening({ options, set, register }: { options: Options; set: (options: Options) => void; register: () => void }) {
  const say = useSay()
  const own = useDepartments()
  const department = (id: string | undefined) => {
    const chosen = own.find((one) => one.id === id)
    set({ ...options, department: chosen && { code: chosen.id, name: chosen.name } })
  }
  const doctors = useDoctors().data ?? []
  const doctor = (code: string | undefined) => set({ ...options, practitioner: doctors.find((one) => one.code === code) })
  const turn = {
    first: () => set({ ...options, first: after([undefined, true, false], options.first) }),
    class: () => set({ ...options, class: after(['AMB', 'EMER'] as const, options.class) }),
    priority: () => set({ ...options, priority: after(['routine', 'urgent', 'emergency'] as const, options.priority) }),
    department: () => department(after([undefined, ...own.map(({ id }) => id)], options.department?.code)),
    doctor: () => doctor(after([undefined, ...doctors.map(({ code }) => code)], options.practitioner?.code)),
  }
  const key = (keys: string, text: Text, run: () => void) => ({
    keys,
    text,
    run: () => underDialog() || run(),
  })
  useKeys([
    key('alt+1', words.firstOrReturn, turn.first),
    key('alt+2', texts.class, turn.class),
    key('alt+3', texts.priority, turn.priority),
    key('alt+4', texts.department, turn.department),
    key('alt+5', texts.practitioner, turn.doctor),
    { keys: 'alt+enter', text: texts.open },
    key('alt+n', words.newResident, register),
  ])
  const toggle = (label: string, keys: string, run: () => void, marked: boolean) => (
    <Button size="small" tabIndex={-1} type={marked ? 'primary' : 'default'} onClick={run}>
      {label} <kbd>{keys}</kbd>
    </Button>
  )
  return (
    <div className="desk-opening">
      {toggle(
        say(options.first === undefined ? words.firstAuto : options.first ? texts.first : texts.return),
        'Alt+1',
        turn.first,
        options.first !== undefined,
      )}
      {toggle(say(texts[options.class]), 'Alt+2', turn.class, options.class !== 'AMB')}
      {toggle(say(texts[options.priority]), 'Alt+3', turn.priority, options.priority !== 'routine')}
      {own.length > 0 && (
        <Choice
          label={say(texts.department)}
          hint={say(texts.department)}
          value={options.department?.code}
          clearable
          options={own.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={department}
        />
      )}
      {doctors.length > 1 && (
        <Choice
          label={say(texts.practitioner)}
          hint={say(texts.practitioner)}
          value={options.practitioner?.code}
          clearable
          options={doctors.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={doctor}
        />
      )}
      <Button size="small" tabIndex={-1} onClick={register}>
        {say(words.newResident)} <kbd>Alt+N</kbd>
      </Button>
    </div>
  )
}
