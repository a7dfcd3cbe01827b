import { Input, Radio } from 'antd'
import { useSearchParams } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import { lists } from '../lists.ts'
import { texts } from '../texts.ts'

/** Settlements of the own institution and those below, one by one or as monthly sums; a month narrows them. */
export default function Settlements() {
  const say = useSay()
  const [params, setParams] = useSearchParams()
  const list = lists.find(({ name }) => name === params.get('list')) ?? lists[0]!
  const month = params.get('month') ?? ''
  const go = (name: string, to: string) => setParams({ list: name, ...(to ? { month: to } : {}) })
  return (
    <>
      <h1>{say(texts.insurance)}</h1>
      <Radio.Group
        aria-label={say(texts.insurance)}
        optionType="button"
        value={list.name}
        options={lists.map(({ name, text }) => ({ value: name, label: say(text) }))}
        onChange={({ target }) => go(String(target.value), month)}
      />
      <WorkList
        key={list.name}
        list={list}
        query={month ? { month } : {}}
        actions={
          <Input
            type="month"
            className="cw-short"
            aria-label={say(texts.month)}
            title={say(texts.allMonths)}
            value={month}
            onChange={({ target }) => go(list.name, target.value)}
          />
        }
      />
    </>
  )
}
