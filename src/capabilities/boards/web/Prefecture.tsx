import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { useSearchParams } from 'react-router'
import { api } from '../../../ui/api.ts'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useSession } from '../../../ui/session.tsx'
import type { PrefectureBoard } from '../contract.ts'
import { texts } from '../texts.ts'
import { Bulletin } from './Bulletin.tsx'
import { CityTargets } from './CityTargets.tsx'
import { Compare } from './Compare.tsx'
import { Matrix } from './Matrix.tsx'
import './boards.css'

const tabs = ['compare', 'matrix', 'bulletin'] as const

/** The counties of a prefecture side by side: indicators, targets, the bulletin. What is chosen stands in the address. */
export default function Prefecture() {
  const say = useSay()
  const { county } = useSession()
  const [params, setParams] = useSearchParams()
  const indicators = params.get('indicators') ?? undefined
  const { data, error, refetch } = useQuery({
    queryKey: ['prefecture-board', indicators],
    queryFn: ({ signal }) => api.get<PrefectureBoard>('/prefecture/board', indicators ? { indicators } : undefined, signal),
    placeholderData: keepPreviousData,
  })
  const put = (change: Readonly<Record<string, string | undefined>>) =>
    setParams(
      (now) => {
        const next = { ...Object.fromEntries(now), ...change }
        return Object.fromEntries(Object.entries(next).flatMap(([key, value]) => (value ? [[key, value]] : [])))
      },
      { replace: true },
    )
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.counties.length === 0) return <Empty page title={texts.noCounties} />
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'compare'
  return (
    <div className="board">
      <div className="cw-between">
        <div>
          <h1>{say(texts.counties, { name: county.name })}</h1>
          <p className="cw-muted board-about">
            {`${say(texts.year, { year: data.year, month: Number(data.today.slice(5, 7)) })} · ${say(texts.madeAt, { at: minute(data.at) })}`}
          </p>
        </div>
        <div className="cw-row cw-no-print">
          <Radio.Group
            aria-label={say(texts.prefecture)}
            optionType="button"
            value={tab}
            options={tabs.map((value) => ({ value, label: say(texts[value]) }))}
            onChange={({ target }) => put({ tab: String(target.value) })}
          />
          <Button onClick={() => window.print()}>{say(texts.print)}</Button>
        </div>
      </div>
      {tab === 'compare' && <Compare board={data} at={params.get('at')} asked={indicators} put={put} />}
      {tab === 'matrix' && (
        <>
          <CityTargets board={data} />
          <Matrix board={data} />
        </>
      )}
      {tab === 'bulletin' && <Bulletin board={data} />}
    </div>
  )
}
