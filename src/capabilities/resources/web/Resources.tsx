import { Input, Radio } from 'antd'
import { useSearchParams } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import type { States } from '../../../ui/StateBadge.tsx'
import { useMay } from '../../../ui/session.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import { lists } from '../lists.ts'
import { texts } from '../texts.ts'

const states: States = {
  active: { text: texts.atWork, colour: 'green' },
  later: { text: texts.later, colour: 'blue' },
  ended: { text: texts.ended, colour: 'grey' },
  'in-use': { text: texts.inUse, colour: 'green' },
  stopped: { text: texts.stopped, colour: 'orange' },
  scrapped: { text: texts.scrapped, colour: 'grey' },
}
const monthly = ['bed-months', 'month-figures']

/** What the county has to work with: its people, beds, equipment and monthly figures, each as a list of the own institution and those below. */
export default function Resources() {
  const say = useSay()
  const may = useMay()
  const [params, setParams] = useSearchParams()
  const shown = lists.filter(({ verb }) => verb === undefined || may(verb))
  const list = shown.find(({ name }) => name === params.get('list')) ?? shown[0]
  const month = params.get('month') ?? ''
  const go = (to: { list: string; month: string }) => setParams({ list: to.list, ...(to.month ? { month: to.month } : {}) })
  if (!list) return null
  const byMonth = monthly.includes(list.name)
  return (
    <>
      <h1>{say(texts.resources)}</h1>
      <Radio.Group
        aria-label={say(texts.resources)}
        optionType="button"
        value={list.name}
        options={shown.map(({ name, text }) => ({ value: name, label: say(text) }))}
        onChange={({ target }) => go({ list: String(target.value), month })}
      />
      <WorkList
        key={list.name}
        list={list}
        states={states}
        {...(byMonth && month ? { query: { month } } : {})}
        {...(byMonth
          ? {
              actions: (
                <Input
                  type="month"
                  className="cw-short"
                  aria-label={say(texts.month)}
                  title={say(texts.allMonths)}
                  value={month}
                  onChange={({ target }) => go({ list: list.name, month: target.value })}
                />
              ),
            }
          : {})}
      />
    </>
  )
}
