import { App, Button } from 'antd'
import { useState } from 'react'
import { number } from '../../../kernel/grammar/amount.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { day } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { saveSheet } from '../../../ui/list/excel.ts'
import { More } from '../../../ui/More.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { byAge, byTownship, type Head, summary } from '../counts.ts'
import { texts } from '../texts.ts'
import { Pyramid } from './Pyramid.tsx'
import { populationSheet } from './sheet.ts'
import { Ages, Townships } from './Tables.tsx'
import { usePopulation } from './usePopulation.ts'
import './population.css'

/** The newest count of the county's people by township, age and sex. */
export default function Population() {
  const say = useSay()
  const { data, error, refetch } = usePopulation()
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  if (!data.length) return <Empty title={texts.noPopulation} help={texts.noPopulationHelp} />
  return <Counted rows={data} title={say(texts.population)} />
}

function Counted({ rows, title }: { rows: readonly Head[]; title: string }) {
  const say = useSay()
  const { message } = App.useApp()
  const [kind, setKind] = useState('resident')
  const [township, choose] = useState<string>()
  const counted = rows.filter((row) => row.kind === kind)
  const shown = township ? counted.filter((row) => row.township === township) : counted
  const townships = byTownship(counted)
  const ages = byAge(shown)
  const { total, male, female, sixty, sixtyFive } = summary(shown)
  const kinds = { resident: texts.residents, registered: texts.registeredPopulation }
  const name = townships.find((one) => one.township === township)?.name ?? say(texts.wholeCounty)
  const toExcel = () =>
    saveSheet(
      `${title} ${day(rows[0]?.at)}`,
      populationSheet(rows, say),
      Array.from({ length: 8 }, () => 110),
    ).catch(() => void message.error(say(texts.excelFailed)))
  const percent = (part: number) => (total ? `${((part / total) * 100).toFixed(1)}%` : '—')
  const facts = [
    [say(texts.total), number(total)],
    [say(texts.older), `${number(sixty)} (${percent(sixty)})`],
    [say(texts.eldest), `${number(sixtyFive)} (${percent(sixtyFive)})`],
    [say(texts.perHundredWomen), female ? number((male / female) * 100, 1) : '—'],
  ]
  return (
    <div className="population">
      <div className="cw-between">
        <h1>{`${name} · ${say(kinds[kind as keyof typeof kinds])} · ${say(texts.asOf)} ${day(rows[0]?.at)}`}</h1>
        <div className="cw-row cw-no-print">
          <Choice
            label={say(texts.kind)}
            value={kind}
            options={Object.entries(kinds).map(([value, text]) => ({ value, label: say(text) }))}
            onChange={(value) => value && setKind(value)}
          />
          <Choice
            label={say(texts.township)}
            value={township}
            clearable
            hint={say(texts.wholeCounty)}
            options={townships.map((one) => ({ value: one.township, label: one.name }))}
            onChange={choose}
          />
          <More>
            <Button onClick={toExcel}>{say(texts.excel)}</Button>
            <Button onClick={() => window.print()}>{say(texts.print)}</Button>
          </More>
        </div>
      </div>
      <dl className="population-facts">
        {facts.map(([text, value]) => (
          <div key={text}>
            <dt>{text}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="population-sheet">
        <section>
          <Pyramid ages={ages} />
          <Townships rows={townships} chosen={township} choose={choose} />
        </section>
        <Ages ages={ages} />
      </div>
    </div>
  )
}
