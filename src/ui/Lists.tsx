import { Input, Radio } from 'antd'
import { useSearchParams } from 'react-router'
import type { Text } from '../kernel/grammar/texts.ts'
import type { List } from '../kernel/grammar/view.ts'
import { useSay } from './language.tsx'
import type { States } from './StateBadge.tsx'
import { useMay } from './session.tsx'
import { texts } from './texts.ts'
import { WorkList } from './WorkList.tsx'

/**
 * A page of several work lists, one shown at a time: those that the post may read. The address keeps which (`list`) and, for lists of monthly rows, the month;
 * `monthly` names those.
 */
export function Lists(props: { text: Text; lists: readonly List[]; states?: States; monthly?: readonly string[] }) {
  const { text, lists, states, monthly = [] } = props
  const say = useSay()
  const may = useMay()
  const [params, setParams] = useSearchParams()
  const shown = lists.filter(({ verb, view }) => may(verb ?? `${view}.read`))
  const list = shown.find(({ name }) => name === params.get('list')) ?? shown[0]
  const month = params.get('month') ?? ''
  const go = (name: string, to: string) => setParams({ list: name, ...(to ? { month: to } : {}) })
  if (!list) return null
  const byMonth = monthly.includes(list.name)
  return (
    <>
      <div className="cw-between">
        <h1>{say(text)}</h1>
        <Radio.Group
          aria-label={say(text)}
          optionType="button"
          value={list.name}
          options={shown.map((one) => ({ value: one.name, label: say(one.text) }))}
          onChange={({ target }) => go(String(target.value), month)}
        />
      </div>
      <WorkList
        key={list.name}
        list={list}
        title={`${say(text)} ${say(list.text)}`}
        {...(states ? { states } : {})}
        {...(byMonth && /^\d{4}-\d\d$/.test(month) ? { query: { month } } : {})}
        {...(byMonth
          ? {
              actions: (
                <Input
                  type="month"
                  className="cw-short"
                  aria-label={say(texts.month)}
                  title={say(texts.allMonths)}
                  value={month}
                  onChange={({ target }) => go(list.name, target.value)}
                />
              ),
            }
          : {})}
      />
    </>
  )
}
