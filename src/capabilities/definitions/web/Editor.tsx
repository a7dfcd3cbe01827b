import { Alert, App, Button, Input } from 'antd'
import { useState } from 'react'
import { drafts } from '../../../ui/draft.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { Failure } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { texts as kit } from '../../../ui/texts.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import { compileDefinition, type Problem } from '../compile.ts'
import type { Library } from '../library.ts'
import type { Definition } from '../shape.ts'
import { texts } from '../texts.ts'
import { definition } from '../workflow.ts'
import { blank, contentOf, newPart, type PartChange, problemsOf, refusedOf, type Writing, writingOf } from './content.ts'
import { Formula } from './Formula.tsx'
import { Meaning } from './Meaning.tsx'
import { PartRow } from './PartRow.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { usePreview } from './queries.ts'
import { Versions } from './Versions.tsx'

type Opened = { version: number; subject: Definition }

/** A definition being written: its parts, formula and words, checked at every key; tried, saved, activated. */
export function Editor({
  library,
  opened,
  leave,
  made,
}: {
  library: Library
  opened?: Opened
  leave: () => void
  made: (id: string) => void
}) {
  const say = useSay()
  const may = useMay()
  const { message, modal } = App.useApp()
  const subject = opened?.subject
  const kept = `definition/${subject?.id ?? 'new'}`
  const saved = subject ? writingOf(subject) : blank()
  const [writing, write] = useState<Writing>(() => (drafts.get(kept) as Writing | undefined) ?? saved)
  const [reason, setReason] = useState('')
  const [whole, setWhole] = useState(false)
  const { perform, busy, refusal, failure, clear } = usePerform(definition)
  const preview = usePreview()
  const writable = subject?.state !== 'retired' && may('definition.edit')
  const dirty = JSON.stringify(contentOf(writing)) !== JSON.stringify(contentOf(saved)) || !subject
  const found: readonly Problem[] = [
    ...problemsOf(writing, library, whole),
    ...refusedOf(refusal?.fields ?? []).filter(({ path }) => path === 'code'),
  ]
  const problems = (path: string) => found.filter((one) => one.path === path)

  const change = (more: Partial<Writing>) => {
    const next = { ...writing, ...more }
    clear()
    write(next)
    drafts.keep(kept, next)
  }
  const changePart = (at: number, more: PartChange) =>
    change({ parts: writing.parts.map((part, i) => (i === at ? ({ ...part, ...more } as typeof part) : part)) })
  const sound = () => {
    setWhole(true)
    return problemsOf(writing, library, true).length === 0
  }
  const attempt = () => sound() && preview.mutate(contentOf(writing))
  const save = async () => {
    if (!sound()) return
    const input = contentOf(writing)
    const done = opened
      ? await perform(
          'edit',
          { ...input, ...(reason.trim() ? { reason: reason.trim() } : {}) },
          { id: opened.subject.id, version: opened.version },
        )
      : await perform('draft', { ...input, code: writing.code })
    if (!done) return
    drafts.drop(kept)
    setReason('')
    void message.success(say(texts.saved))
    made(done.id)
  }
  const activate = () =>
    opened &&
    modal.confirm({
      title: say(texts.activate),
      content: say(texts.activateConfirm),
      okText: say(texts.activate),
      cancelText: say(kit.cancel),
      onOk: async () => {
        if (await perform('activate', {}, { id: opened.subject.id, version: opened.version })) void message.success(say(texts.activated))
      },
    })
  const retire = () =>
    opened &&
    modal.confirm({
      title: say(texts.retire),
      content: say(texts.retireConfirm),
      okText: say(texts.retire),
      cancelText: say(kit.cancel),
      onOk: async () => {
        if (await perform('retire', { reason: reason.trim() }, { id: opened.subject.id, version: opened.version })) drafts.drop(kept)
      },
    })
  useKeys([{ keys: 'ctrl+enter', text: texts.try, run: attempt }])

  const broken = subject?.state === 'active' && subject.active && 'problems' in compileDefinition(subject.id, subject.active, library)
  const answer = preview.data
  const refused = answer && 'problems' in answer ? texts.hasProblems : undefined
  return (
    <div className="def-editor">
      <div className="cw-between def-head">
        <div className="cw-row">
          <h1>{subject ? writing.name || subject.id : say(texts.newTitle)}</h1>
          {subject && <StateBadge state={subject.state} states={definition.kind.states} />}
          {subject && subject.version > 0 && <span className="cw-muted">{say(texts.inForce, { n: subject.version })}</span>}
        </div>
        <div className="cw-row">
          <span role="status" className={found.length ? 'cw-bad' : 'cw-muted'}>
            {found.length ? say(texts.problemsLeft, { n: found.length }) : say(texts.noProblems)}
          </span>
          <Button onClick={leave}>{say(kit.back)}</Button>
          <Button onClick={attempt} loading={preview.isPending} title={say(texts.tryKeys)}>
            {say(texts.try)}
          </Button>
          {writable && (
            <Button
              type={dirty ? 'primary' : 'default'}
              disabled={!dirty}
              loading={busy === 'edit' || busy === 'draft'}
              onClick={() => void save()}
            >
              {say(texts.save)}
            </Button>
          )}
          {subject?.draft && writable && may('definition.activate') && (
            <Button type={dirty ? 'default' : 'primary'} disabled={dirty} loading={busy === 'activate'} onClick={activate}>
              {say(texts.activate)}
            </Button>
          )}
        </div>
      </div>
      {(refusal ?? failure) && <Alert type="error" showIcon role="alert" className="cw-gap" title={say((refusal ?? failure)!.text)} />}
      {broken && <Alert type="warning" showIcon role="alert" className="cw-gap" title={say(texts.broken)} />}
      {refused && <Alert type="warning" showIcon role="alert" className="cw-gap" title={say(refused)} />}
      <fieldset disabled={!writable} className="def-sheet">
        <section aria-label={say(texts.meaning)}>
          <h2>{say(texts.meaning)}</h2>
          <Meaning writing={writing} fixed={subject !== undefined} change={change} problems={problems} />
        </section>
        <section aria-label={say(texts.parts)}>
          <h2>{say(texts.parts)}</h2>
          <p className="cw-muted">{say(texts.partsHelp)}</p>
          <ul className="def-parts">
            {writing.parts.map((part, i) => (
              <PartRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its place; its name is being typed
                key={i}
                part={part}
                library={library}
                problems={(field) => problems(`parts.${i}.${field}`)}
                change={(more) => changePart(i, more)}
                remove={() => change({ parts: writing.parts.filter((_, at) => at !== i) })}
              />
            ))}
          </ul>
          <Button onClick={() => change({ parts: [...writing.parts, newPart(writing.parts)] })} disabled={writing.parts.length >= 12}>
            {say(texts.addPart)}
          </Button>
          <p className="cw-muted cw-small">{say(texts.conditionHelp)}</p>
          <p className="cw-muted cw-small">{say(texts.emptyHelp)}</p>
        </section>
        <section aria-label={say(texts.formula)}>
          <h2>{say(texts.formula)}</h2>
          <div className="def-grid">
            {(['numerator', 'denominator'] as const).map((name) => (
              <Formula
                key={name}
                text={texts[name]}
                value={writing[name] ?? ''}
                change={(next) => change({ [name]: next })}
                parts={writing.parts}
                library={library}
                problems={problems(name)}
              />
            ))}
            <Formula
              text={texts.ownFormula}
              value={writing.formula ?? ''}
              change={(formula) => change({ formula })}
              parts={writing.parts}
              library={library}
              problems={problems('formula')}
            />
          </div>
          <p className="cw-muted cw-small">{say(texts.expressionHelp)}</p>
        </section>
      </fieldset>
      {preview.isPending && <p role="status">{say(texts.trying)}</p>}
      {preview.error && <Failure error={preview.error} retry={attempt} />}
      {answer && 'preview' in answer && <PreviewPanel preview={answer.preview} unit={writing.unit} parts={writing.parts} />}
      {subject && writable && (
        <section className="cw-row cw-gap" aria-label={say(texts.whatChanged)}>
          <label htmlFor="def-reason">{say(texts.whatChanged)}</label>
          <Input
            id="def-reason"
            className="def-reason"
            maxLength={1000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          {may('definition.retire') && (
            <Button danger disabled={!reason.trim()} loading={busy === 'retire'} onClick={retire}>
              {say(texts.retire)}
            </Button>
          )}
        </section>
      )}
      {subject && <Versions id={subject.id} />}
    </div>
  )
}
