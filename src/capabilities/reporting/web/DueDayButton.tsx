import { Alert, Button, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { ReportingMonth } from '../contract.ts'
import { dueDaysId, usualDueDay } from '../shape.ts'
import { texts } from '../texts.ts'
import { dueDays } from '../workflows.ts'

/** By which day months are due: what is decided, and a rule from a month on. */
export function DueDayButton({ data: { dueRules }, ...button }: { data: ReportingMonth; disabled?: boolean; title?: string }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [from, setFrom] = useState(today().slice(0, 7))
  const [day, setDay] = useState<number | null>(dueRules.at(-1)?.day ?? usualDueDay)
  const { perform, busy, refusal, failure } = usePerform(dueDays)
  const put = async () => {
    if (day === null) return
    const rule = { from, day }
    const done = dueRules.length ? await perform('change', rule, { id: dueDaysId }) : await perform('set', rule)
    if (done) setOpen(false)
  }
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {say(texts.dueDay)}
      </Button>
      <Modal
        open={open}
        title={say(texts.dueDays)}
        okText={say(dueRules.length ? texts.changeDue : texts.setDue)}
        okButtonProps={{ disabled: !from || day === null, loading: busy !== undefined }}
        onCancel={() => setOpen(false)}
        onOk={() => void put()}
      >
        <ul>
          {dueRules.length === 0 && <li>{say(texts.dueUsual, { day: usualDueDay })}</li>}
          {dueRules.map((rule) => (
            <li key={rule.from}>{say(texts.dueRule, rule)}</li>
          ))}
        </ul>
        <p className="cw-muted">{say(texts.dueHelp)}</p>
        <div className="cw-row cw-gap">
          <label className="cw-row" htmlFor="due-from">
            {say(texts.dueFrom)}
            <Input id="due-from" type="month" value={from} onChange={(e) => setFrom(e.target.value)} className="cw-short" />
          </label>
          <label className="cw-row" htmlFor="due-day">
            {say(texts.dueOn)}
            <InputNumber id="due-day" min={1} max={28} precision={0} value={day} onChange={setDay} />
          </label>
        </div>
        {(refusal ?? failure) && <Alert type="error" showIcon role="alert" title={say((refusal ?? failure)!.text)} />}
      </Modal>
    </>
  )
}
