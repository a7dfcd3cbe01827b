import { Choice } from '../../../ui/Choice.tsx'
import { today } from '../../../ui/formats.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { Entry, Roster } from '../roster/shape.ts'
import { addDays } from '../roster/week.ts'
import { texts } from '../texts.ts'
import { usePeople } from './fields.tsx'

const weekdays = [texts.monday, texts.tuesday, texts.wednesday, texts.thursday, texts.friday, texts.saturday, texts.sunday]

type Props = { roster: Roster; entries: readonly Entry[]; change?: (entries: readonly Entry[]) => void }

/** Shifts down, days across; in each cell who stands there. With `change`, people are added and taken away. */
export function RosterGrid({ roster, entries, change }: Props) {
  const say = useSay()
  const { language } = useLanguage()
  const people = usePeople(change ? roster.organization : undefined)
  const now = today()
  return (
    <TableBox label={say(texts.roster)}>
      <table className="cw-table org-week">
        <thead>
          <tr>
            <th scope="col">{say(texts.shift)}</th>
            {weekdays.map((text, i) => {
              const date = addDays(roster.week, i)
              return (
                <th key={text[1]} scope="col" aria-current={date === now ? 'date' : undefined}>
                  {say(text)} {date.slice(5)}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {roster.shifts.map((shift) => (
            <tr key={shift.code}>
              <th scope="row">
                {(language === 'en' && shift.nameEn) || shift.name}
                <br />
                <span className="cw-muted">
                  {shift.from}–{shift.to}
                </span>
              </th>
              {weekdays.map((text, i) => (
                <Place
                  key={text[1]}
                  label={`${say(text)} ${shift.name} ${say(texts.addPerson)}`}
                  people={people}
                  here={entries.filter((e) => e.day === i + 1 && e.shift === shift.code)}
                  {...(change
                    ? {
                        add: (practitioner: Entry['practitioner']) => change([...entries, { day: i + 1, shift: shift.code, practitioner }]),
                        drop: (entry: Entry) => change(entries.filter((e) => e !== entry)),
                      }
                    : {})}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

type PlaceProps = {
  label: string
  people: readonly { id: string; name: string }[]
  here: readonly Entry[]
  add?: (practitioner: Entry['practitioner']) => void
  drop?: (entry: Entry) => void
}
function Place({ label, people, here, add, drop }: PlaceProps) {
  const say = useSay()
  const free = people.filter(({ id }) => !here.some((e) => e.practitioner.id === id))
  return (
    <td>
      <ul className="org-chosen">
        {here.map((entry) => (
          <li key={entry.practitioner.id}>
            {entry.practitioner.name}
            {drop && (
              <button
                type="button"
                className="cw-plain"
                aria-label={`${say(texts.remove)} ${entry.practitioner.name}`}
                onClick={() => drop(entry)}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      {add && (
        <Choice
          label={label}
          value=""
          options={free.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            const person = free.find((p) => p.id === id)
            if (person) add({ id: person.id, name: person.name })
          }}
        />
      )}
    </td>
  )
}
