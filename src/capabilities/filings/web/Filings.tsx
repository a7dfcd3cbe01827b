import { useSearchParams } from 'react-router'
import { measured } from '../../../kernel/grammar/amount.ts'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import type { FilingRow } from '../contract.ts'
import { texts } from '../texts.ts'
import { filing as workflow } from '../workflow.ts'
import { FilingDetails } from './FilingDetails.tsx'
import { useFilings } from './useFilings.ts'

const { states } = workflow.kind
const columns: readonly ListColumn[] = [
  { name: 'indicator', text: texts.indicator, kind: 'text', width: 240 },
  { name: 'period', text: texts.period, kind: 'text', width: 104 },
  { name: 'unit', text: texts.unit, kind: 'text', width: 168 },
  { name: 'value', text: texts.value, kind: 'text', width: 112 },
  { name: 'now', text: texts.now, kind: 'text', width: 112 },
  { name: 'state', text: texts.state, kind: 'state', codes: { filed: texts.filed, withdrawn: texts.withdrawn }, width: 96 },
  { name: 'filedAt', text: texts.filedAt, kind: 'instant', width: 150 },
  { name: 'filedBy', text: texts.filedBy, kind: 'text', width: 96 },
  { name: 'reason', text: texts.reason, kind: 'text', width: 160 },
]
const rowOf = ({ filing, now }: FilingRow, language: string) => ({
  id: filing.id,
  indicator: language === 'zh' ? filing.name : filing.nameEn,
  period: filing.period,
  unit: filing.unitName,
  value: measured(filing.value ?? null, filing.measure),
  now: now === undefined ? '' : measured(now, filing.measure),
  state: filing.state,
  filedAt: filing.filedAt,
  filedBy: filing.filedBy,
  reason: filing.reason,
})

/** 已上报数据: every figure that was filed, beside what it is today. */
export default function Filings() {
  const say = useSay()
  const { language } = useLanguage()
  const [asked, ask] = useSearchParams()
  const { data, error, refetch } = useFilings()
  const opened = data?.filings.find(({ filing }) => filing.id === asked.get('filing'))
  return (
    <>
      <h1>{say(texts.filings)}</h1>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.filings.length === 0 ? (
        <Empty title={texts.none} help={texts.noneHelp} />
      ) : (
        <Sheet
          title={say(texts.filings)}
          columns={columns}
          rows={data.filings.map((row) => rowOf(row, language))}
          states={states}
          onOpen={({ id }) => ask({ filing: id })}
        />
      )}
      {opened && <FilingDetails row={opened} onClose={() => ask({})} />}
    </>
  )
}
