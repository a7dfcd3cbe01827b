import type { Text } from '../../../kernel/grammar/texts.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { PlanTemplate } from '../template.ts'
import { webTexts as words } from '../web-texts.ts'
import { useOrganizations } from './usePlans.ts'

/** Who the units of the plan are in this county. */
export function AdoptUnits(props: {
  template: PlanTemplate
  units: Readonly<Record<string, string>>
  put: (units: Record<string, string>) => void
  wrong: (path: string) => Text | undefined
}) {
  const say = useSay()
  const { template, units, put, wrong } = props
  const organizations = useOrganizations()
  const options = (organizations.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  if (template.units.length === 0) return null
  return (
    <section aria-labelledby="adopt-units">
      <h2 id="adopt-units">{say(words.unitsTitle)}</h2>
      <p className="cw-muted">{say(words.unitsHelp)}</p>
      <ul className="plan-adopt-units">
        {template.units.map(({ code, text }) => (
          <li key={code}>
            <label htmlFor={`unit-${code}`}>{say(text)}</label>
            <Choice
              id={`unit-${code}`}
              clearable
              hint={say(words.noUnit)}
              value={units[code]}
              options={options}
              onChange={(id) => put({ ...units, [code]: id ?? '' })}
            />
            {wrong(`units.${code}`) && <span className="cw-bad">{say(wrong(`units.${code}`)!)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
