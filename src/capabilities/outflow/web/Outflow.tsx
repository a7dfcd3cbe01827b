import { App, Button, Radio } from 'antd'
import { useSearchParams } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { saveSheet } from '../../../ui/list/excel.ts'
import { More } from '../../../ui/More.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import type { Outflow as Answer, Ranked } from '../shape.ts'
import { others } from '../small.ts'
import { texts } from '../texts.ts'
import { groupsOf, rankingSheet } from './columns.ts'
import { Filters } from './Filters.tsx'
import { rowsBehind, type Tab, tabs } from './links.ts'
import { label, RankTable } from './RankTable.tsx'
import { Specialties } from './Specialties.tsx'
import { specialtySheet, townshipSheet } from './sheets.ts'
import { Townships } from './Townships.tsx'
import { type Asked, asked, useOutflow } from './useOutflow.ts'
import './outflow.css'

/** What leaves the county: three years side by side, by disease, destination, township and specialty. */
export default function Outflow() {
  const [params, setParams] = useSearchParams()
  const question: Asked = Object.fromEntries(asked.flatMap((key) => (params.get(key) ? [[key, params.get(key) as string]] : [])))
  const { data, error, refetch } = useOutflow(question)
  const put = (change: Record<string, string>) => {
    const next = { ...Object.fromEntries(params), ...change }
    setParams(Object.fromEntries(Object.entries(next).filter(([, value]) => value)), { replace: true })
  }
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  return <Shown answer={data} question={question} params={params} put={put} />
}

type ShownProps = { answer: Answer; question: Asked; params: URLSearchParams; put: (change: Record<string, string>) => void }
function Shown({ answer, question, params, put }: ShownProps) {
  const say = useSay()
  const may = useMay()
  const { message } = App.useApp()
  const offered = tabs.filter((one) => !(answer.wholeOnly && one === 'specialty'))
  const tab: Tab = offered.find((one) => one === params.get('tab')) ?? 'disease'
  const show = params.get('show') === 'money' ? 'money' : 'cases'
  const groups = groupsOf(show, tab === 'disease' ? texts.left : texts.leftCounty)
  const nameOf = ({ id, name }: Ranked) => {
    if (id === others) return say(texts.few)
    if (tab === 'disease' && !id) return say(texts.noCode)
    return tab === 'destination' || !id || name[0] === id ? say(name) : `${id} ${say(name)}`
  }
  const names = { disease: texts.byDisease, destination: texts.byDestination, township: texts.byTownship, specialty: texts.bySpecialty }
  const link = (of: 'disease' | 'place' | 'institution') => (row: Ranked | undefined, year: 0 | 1 | 2) =>
    may('settlement.read') ? rowsBehind(answer, question, of, row, year) : undefined
  const toExcel = () => {
    const about = { total: answer.total, labels: answer.years.map(([, to]) => label(to)), nameOf, say }
    const sheet =
      tab === 'township'
        ? townshipSheet(answer, say)
        : tab === 'specialty'
          ? specialtySheet(answer, nameOf, say)
          : tab === 'disease'
            ? rankingSheet(answer.diseases, groups, { ...about, head: texts.disease })
            : [
                ...rankingSheet(answer.places, groups, { ...about, head: texts.place }),
                ...rankingSheet(answer.institutions, groups, { ...about, head: texts.institution }),
              ]
    const name = `${say(texts.outflow)} ${say(names[tab])} ${answer.years[0]?.[0]}–${answer.years[2]?.[1]}`
    saveSheet(
      name,
      sheet,
      (sheet[0] ?? []).map((_, at) => (at === 1 ? 200 : 90)),
    ).catch(() => void message.error(say(texts.excelFailed)))
  }
  const table = { answer, groups, nameOf }
  const chosen = (change: (row: Ranked) => Record<string, string>) =>
    answer.wholeOnly ? {} : { choose: (row: Ranked) => put(change(row)) }
  return (
    <div className="outflow">
      <div className="cw-between">
        <h1>{`${say(texts.outflow)} · ${answer.years[0]?.[0]} – ${answer.years[2]?.[1]}`}</h1>
        <div className="cw-row cw-no-print">
          <Radio.Group
            aria-label={say(texts.outflow)}
            optionType="button"
            value={tab}
            options={offered.map((value) => ({ value, label: say(names[value]) }))}
            onChange={({ target }) => put({ tab: String(target.value) })}
          />
          {(tab === 'disease' || tab === 'destination') && (
            <Radio.Group
              aria-label={say(texts.show)}
              optionType="button"
              value={show}
              options={[
                { value: 'cases', label: say(texts.showCases) },
                { value: 'money', label: say(texts.showMoney) },
              ]}
              onChange={({ target }) => put({ show: String(target.value) })}
            />
          )}
          <More>
            <Button onClick={toExcel}>{say(texts.excel)}</Button>
            <Button onClick={() => window.print()}>{say(texts.print)}</Button>
          </More>
        </div>
      </div>
      <Filters question={question} tab={tab} answer={answer} put={put} />
      {answer.suppressed ? (
        <Empty title={texts.suppressed} />
      ) : !answer.total.some(({ cases }) => cases > 0) ? (
        <Empty title={texts.nothing} help={texts.nothingHelp} />
      ) : tab === 'township' ? (
        <Townships answer={answer} />
      ) : tab === 'specialty' ? (
        <Specialties answer={answer} nameOf={nameOf} />
      ) : tab === 'destination' ? (
        <>
          <RankTable {...table} head={texts.place} rows={answer.places} link={link('place')} {...chosen(({ id }) => ({ place: id }))} />
          <RankTable {...table} head={texts.institution} rows={answer.institutions} link={link('institution')} />
        </>
      ) : (
        <RankTable
          {...table}
          head={texts.disease}
          rows={answer.diseases}
          link={link('disease')}
          {...chosen(({ id }) => (id.length > 1 ? { disease: id, ...(id.length > 3 ? { by: 'category' } : {}) } : {}))}
        />
      )}
      {tab !== 'specialty' && tab !== 'township' && <p className="cw-muted cw-small">{say(texts.help)}</p>}
    </div>
  )
}
