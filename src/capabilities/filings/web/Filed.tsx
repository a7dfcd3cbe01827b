import { Alert, App, Button } from 'antd'
import type { FigureKey } from '../../../kernel/grammar/frozen.ts'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import { texts } from '../texts.ts'
import { filing as workflow } from '../workflow.ts'
import { useFigureFilings } from './useFilings.ts'
import { Why } from './Why.tsx'

/** Beside a number: what was filed of it and what it is now, or the button that files it. Nothing for those who may neither see nor file. */
export default function Filed(figure: FigureKey) {
  const say = useSay()
  const may = useMay()
  const { modal } = App.useApp()
  const sees = may('filing.read')
  const { data } = useFigureFilings(figure, sees)
  const { perform, busy, refusal, failure } = usePerform(workflow)
  const filed = data?.filings.find(({ filing }) => filing.state === 'filed')
  const file = async () => {
    const { code, variant, grain, period, unit, of } = figure
    if (await modal.confirm({ title: say(texts.fileConfirm), okText: say(texts.file), icon: null }))
      await perform('file', { code, grain, period, unit, of, ...(variant ? { variant } : {}) })
  }
  const problem = refusal ?? failure
  if (filed)
    return (
      <section aria-label={say(texts.filing)}>
        <Why row={filed} />
        <p className="cw-muted cw-small">{`${say(texts.filed)} · ${filed.filing.filedBy} · ${minute(filed.filing.filedAt)}`}</p>
      </section>
    )
  if (!may('filing.file') || (sees && !data)) return null
  return (
    <div className="cw-row">
      <Button onClick={() => void file()} loading={busy !== undefined}>
        {say(texts.file)}
      </Button>
      {problem && <Alert type="error" showIcon role="alert" title={say(problem.text)} />}
    </div>
  )
}
