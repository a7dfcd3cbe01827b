import { Input, Radio } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import type { Text } from '../kernel/grammar/texts.ts'
import type { List } from '../kernel/grammar/view.ts'
import { Choice } from './Choice.tsx'
import { useSay } from './language.tsx'
import type { States } from './StateBadge.tsx'
import { useMay } from './session.tsx'
import { texts } from './texts.ts'
import { useCountyRoot } from './useCountyRoot.ts'
import { WorkList } from './WorkList.tsx'

/**
 * A page of several work lists, one shown at a time: those that the post may read. The address keeps which (`list`) and, for lists of monthly rows, the month;
 * `monthly` names those. `wide`: the whole county may be asked instead of the own institution and those below it.
 */
export function Lists(props: { text: Text; lists: readonly List[]; states?: States; monthly?: readonly string[]; wide?: boolean }) {
  const { text, lists, states, monthly = [], wide = false } = props
  const navigate = useNavigate()
  const root = useCountyRoot()
  const say = useSay()
  const may = useMay()
  const [params, setParams] = useSearchParams()
  const shown = lists.filter(({ verb, view }) => may(verb ?? `${view}.read`))
  const list = shown.find(({ name }) => name === params.get('list')) ?? shown[0]
  const month = params.get('month') ?? ''
  const county = wide && params.get('scope') === 'county'
  const go = (name: string, to: string, all = county) =>
    setParams({ list: name, ...(to ? { month: to } : {}), ...(all ? { scope: 'county' } : {}) })
  if (!list) return null
  const { opens } = list
  const byMonth = monthly.includes(list.name)
  const query = { ...(byMonth && /^\d{4}-\d\d$/.test(month) ? { month } : {}), ...(county && root ? { org: root } : {}) }
  const scope = (
    <Choice
      label={say(texts.scope)}
      value={county ? 'county' : 'own'}
      options={[
        { value: 'own', label: say(texts.ownScope) },
        { value: 'county', label: say(texts.byCounty) },
      ]}
      onChange={(value) => go(list.name, month, value === 'county')}
    />
  )
  return (
    <>
      <div className="cw-between">
        <h1>{say(text)}</h1>
        {shown.length > 1 && (
          <Radio.Group
            aria-label={say(text)}
            optionType="button"
            value={list.name}
            options={shown.map((one) => ({ value: one.name, label: say(one.text) }))}
            onChange={({ target }) => go(String(target.value), month)}
          />
        )}
      </div>
      <WorkList
        key={list.name}
        list={list}
        title={`${say(text)} ${say(list.text)}`}
        {...(states ? { states } : {})}
        query={query}
        {...(wide && !county && root ? { elsewhere: { text: texts.seeCounty, run: () => go(list.name, month, true) } } : {})}
        {...(opens ? { onOpen: (row: { id: string }) => navigate(opens(row.id)) } : {})}
        actions={
          <>
            {wide && scope}
            {byMonth && (
              <Input
                type="month"
                className="cw-short"
                aria-label={say(texts.month)}
                title={say(texts.allMonths)}
                value={month}
                onChange={({ target }) => go(list.name, target.value)}
              />
            )}
          </>
        }
      />
    </>
  )
}
