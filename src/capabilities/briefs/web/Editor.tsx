import { Alert, App, Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import type { OpenedCase } from '../../../ui/contract.ts'
import { drafts } from '../../../ui/draft.ts'
import { minute } from '../../../ui/formats.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { useMay } from '../../../ui/session.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import { type DraftAnswer, formats } from '../contract.ts'
import type { Brief } from '../shape.ts'
import { texts } from '../texts.ts'
import { brief as workflow } from '../workflow.ts'
import { Figures } from './Figures.tsx'
import { useSince } from './queries.ts'
import { Sections } from './Sections.tsx'

type Writing = Pick<Brief, 'title' | 'issuer' | 'sections'>
const files = { docx: texts.word, pdf: texts.pdf, xlsx: texts.excel } as const
const writingOf = ({ title, issuer, sections }: DraftAnswer | Brief): Writing => ({ title, issuer, sections: [...sections] })

/** One brief: the text people edit, beside the figures that only the record gives. What was typed outlives a reload. */
export function Editor({
  drafted,
  opened,
  leave,
  made,
}: {
  drafted?: DraftAnswer
  opened?: OpenedCase<Brief>
  leave: () => void
  made: (id: string) => void
}) {
  const say = useSay()
  const may = useMay()
  const { language } = useLanguage()
  const { message, modal } = App.useApp()
  const subject = opened?.case
  const source = (subject ?? drafted)!
  const kept = `brief/${subject?.id ?? source.month}`
  const saved = writingOf(source)
  const [writing, setWriting] = useState<Writing>(() => (drafts.get(kept) as Writing | undefined) ?? saved)
  const { perform, busy, refusal, failure } = usePerform(workflow)
  const { data: since } = useSince(subject?.id)
  const writable = !subject || (subject.state === 'draft' && may('brief.edit'))
  const dirty = !subject || JSON.stringify(writing) !== JSON.stringify(saved)
  const write = (more: Partial<Writing>) => {
    const next = { ...writing, ...more }
    setWriting(next)
    drafts.keep(kept, next)
  }
  const target = opened && { id: opened.id, version: opened.version }
  const save = async () => {
    const input = { ...writing, sections: writing.sections.filter(({ heading, text }) => heading || text) }
    const done = target ? await perform('edit', input, target) : await perform('draft', { ...input, month: source.month })
    if (!done) return
    drafts.drop(kept)
    void message.success(say(kit.saved))
    made(done.id)
  }
  const remake = () =>
    modal.confirm({
      title: say(texts.remakeConfirm),
      okText: say(texts.remake),
      cancelText: say(kit.cancel),
      onOk: async () => {
        const anew = await api.get<DraftAnswer>('/briefs/draft', { month: source.month })
        if (target && !(await perform('refresh', {}, target))) return
        write({ sections: [...anew.sections] })
      },
    })
  const issue = () =>
    target &&
    modal.confirm({
      title: say(texts.issueConfirm),
      okText: say(texts.issue),
      cancelText: say(kit.cancel),
      onOk: async () => void (await perform('issue', {}, target)),
    })
  const withdraw = () => {
    let reason = ''
    modal.confirm({
      title: say(texts.withdraw),
      content: (
        <Input.TextArea aria-label={say(texts.reason)} placeholder={say(texts.reason)} onChange={({ target }) => (reason = target.value)} />
      ),
      okText: say(texts.withdraw),
      cancelText: say(kit.cancel),
      onOk: async () => void (target && reason.trim() && (await perform('withdraw', { reason: reason.trim() }, target))),
    })
  }
  useKeys([{ keys: 'ctrl+enter', text: texts.edit, run: () => void (writable && dirty && save()) }])
  const problem = refusal ?? failure
  const changed = since?.changed ?? []
  const nameOf = (code: string) => source.figures.find((figure) => figure.code === code)?.[language === 'zh' ? 'name' : 'nameEn'] ?? code
  return (
    <div className="brief">
      <div className="cw-between cw-no-print">
        <div className="cw-row">
          <Button onClick={leave}>{say(texts.back)}</Button>
          {subject && <StateBadge state={subject.state} states={workflow.kind.states} />}
          <span role="status" className="cw-muted">
            {writable && dirty && subject ? say(texts.unsaved) : ''}
          </span>
        </div>
        <div className="cw-row">
          {subject &&
            formats.map((as) => (
              <a key={as} className="ant-btn ant-btn-default" href={`/api/briefs/${subject.id}/file?as=${as}`} download>
                {say(files[as])}
              </a>
            ))}
          {writable && <Button onClick={remake}>{say(texts.remake)}</Button>}
          {writable && (
            <Button
              type={dirty ? 'primary' : 'default'}
              disabled={!dirty}
              loading={busy === 'edit' || busy === 'draft'}
              onClick={() => void save()}
            >
              {say(texts.edit)}
            </Button>
          )}
          {subject?.state === 'draft' && may('brief.issue') && (
            <Button type={dirty ? 'default' : 'primary'} disabled={dirty} onClick={issue}>
              {say(texts.issue)}
            </Button>
          )}
          {subject && subject.state !== 'withdrawn' && may('brief.withdraw') && (
            <Button danger onClick={withdraw}>
              {say(texts.withdraw)}
            </Button>
          )}
        </div>
      </div>
      {problem && <Alert type="error" showIcon role="alert" title={say(problem.text)} />}
      {subject && changed.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say(texts.differs, {
            n: changed.length,
            names: changed.map(({ code }) => nameOf(code)).join(language === 'zh' ? '、' : ', '),
          })}
          action={
            subject.state === 'draft' &&
            may('brief.refresh') && (
              <Button size="small" loading={busy === 'refresh'} onClick={() => void (target && perform('refresh', {}, target))}>
                {say(texts.refresh)}
              </Button>
            )
          }
        />
      )}
      <div className="brief-page">
        <article className="brief-paper">
          <Sections writing={writing} write={writable ? write : undefined} />
        </article>
        <aside>
          <Figures figures={source.figures} month={source.month} changed={new Map(changed.map(({ code, now }) => [code, now]))} />
          {subject && <p className="cw-muted cw-small">{say(texts.figuresAt, { at: minute(subject.figuresAt) })}</p>}
        </aside>
      </div>
    </div>
  )
}
