import { type Grain, monthsOf, periodOfMonth, periodsBetween, shift } from '../../kernel/grammar/period.ts'
import { Choice } from '../../ui/Choice.tsx'
import { today } from '../../ui/formats.ts'
import { useLanguage } from '../../ui/language.tsx'
import { periodName } from './periods.ts'

/** How far back a choice reaches, in months. */
const reach = 119

/** A month chosen through the periods of a grain, newest first; `edge` says whether a period stands for its first or its last month. */
export function MonthChoice(props: {
  label: string
  value: string
  grain?: Grain
  edge?: 'first' | 'last'
  onChange: (month: string) => void
}) {
  const { label, value, grain = 'month', edge = 'last', onChange } = props
  const { language } = useLanguage()
  const now = today().slice(0, 7)
  const newest = value > now ? value : now
  const listed = grain === 'rolling' ? 'month' : grain
  const periods = periodsBetween(shift(newest, -reach), newest, listed)
    .map(({ name }) => name)
    .reverse()
  const shown = periodOfMonth(value, listed)
  return (
    <Choice
      label={label}
      value={shown}
      options={[...periods, ...(periods.includes(shown) ? [] : [shown])].map((period) => ({
        value: period,
        label: periodName(period, listed, language),
      }))}
      onChange={(period) => {
        if (!period) return
        const [first, last] = monthsOf(period, listed)!
        onChange(edge === 'first' ? first : last > newest ? newest : last)
      }}
    />
  )
}
