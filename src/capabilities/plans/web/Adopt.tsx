import { App, Button, Input } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { drafts } from '../../../ui/draft.ts'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { TargetChoice } from '../shape.ts'
import { PlanTemplate } from '../template.ts'
import { webTexts as words } from '../web-texts.ts'
import { plan as workflow } from '../workflows.ts'
import { AdoptTargets } from './AdoptTargets.tsx'
import { AdoptUnits } from './AdoptUnits.tsx'
import { lacking, proposed, says } from './choice.ts'
import { Labelled } from './Labelled.tsx'
import { ownTemplate } from './OwnFile.tsx'
import { useOrganizations, useTemplate } from './usePlans.ts'
import './plans.css'
import './adopt.css'
import './target.css'

/** A template becomes the county's own plan: name, dates, who its units are here, and what differs of its targets. */
export default function Adopt() {
  const { code = '' } = useParams()
  const own = code === 'own'
  const { data, error, refetch } = useTemplate(own ? undefined : code)
  const kept = useMemo(() => (own ? PlanTemplate.safeParse(drafts.get(ownTemplate)).data : undefined), [own])
  const template = own ? kept : data
  const organizations = useOrganizations()
  if (own && !kept) return <Lost />
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!template || !organizations.data) return <Loading />
  const proposals = Object.fromEntries(
    template.units.flatMap((unit) => {
      const found = proposed(unit, organizations.data)
      return found ? [[unit.code, found]] : []
    }),
  )
  return <Adopting key={template.code} template={template} proposals={proposals} />
}

function Lost() {
  const say = useSay()
  return (
    <Empty page title={words.ownLost}>
      <Link to="/plans">{say(words.toPlans)}</Link>
    </Empty>
  )
}

type Draft = { name: string; from: string; to: string; units: Record<string, string>; choices: Record<string, TargetChoice> }

function Adopting({ template, proposals }: { template: PlanTemplate; proposals: Record<string, string> }) {
  const say = useSay()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { perform, busy, refusal, failure, retry } = usePerform(workflow)
  const key = `plan/adopt/${template.code}`
  const [draft, setDraft] = useState<Draft>(
    () =>
      (drafts.get(key) as Draft | undefined) ?? {
        name: template.name[0],
        from: template.from,
        to: template.to,
        units: proposals,
        choices: {},
      },
  )
  useEffect(() => drafts.keep(key, draft), [key, draft])
  const put = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))
  const choices = Object.values(draft.choices).filter(says)
  const wrong = (path: string) => refusal?.fields.find((field) => field.path === path)?.text
  const send = async () => {
    const units = Object.fromEntries(Object.entries(draft.units).filter(([, id]) => id))
    const { name, from, to } = draft
    const done = await (failure ? retry() : perform('adopt', { template, name, from, to, choices, units }))
    if (!done) return
    drafts.drop(key)
    drafts.drop(ownTemplate)
    message.success(say(words.adopted))
    navigate(`/plans/${done.id}`)
  }
  const entry = (name: 'name' | 'from' | 'to') => (
    <Labelled text={say(words[name])} wrong={wrong(name) && say(wrong(name)!)}>
      {(id) => (
        <Input
          id={id}
          type={name === 'name' ? 'text' : 'date'}
          maxLength={200}
          value={draft[name]}
          onChange={({ target }) => put({ [name]: target.value })}
        />
      )}
    </Labelled>
  )
  return (
    <div className="plan plan-adopting">
      <p className="plan-crumbs">
        <Link className="cw-back" to="/plans">
          {say(words.plans)}
        </Link>
        <span className="cw-muted">{`${template.document} · ${say(template.issuer)}`}</span>
      </p>
      <h1>
        {say(words.adoptPage)} · {say(template.short)}
      </h1>
      <p className="cw-muted">{say(template.summary)}</p>
      <div className="plan-adopt-head">
        {entry('name')}
        {entry('from')}
        {entry('to')}
      </div>
      <AdoptUnits template={template} units={draft.units} put={(units) => put({ units })} wrong={wrong} />
      <AdoptTargets
        template={template}
        own={draft}
        choices={draft.choices}
        put={(choice) => put({ choices: { ...draft.choices, [choice.code]: choice } })}
        problems={(code) =>
          refusal?.fields.filter(({ path }) => path.startsWith(`choices.${choices.findIndex((one) => one.code === code)}.`)) ?? []
        }
      />
      <footer className="plan-adopt-foot">
        {(refusal ?? failure) && (
          <p className="cw-bad" role="alert">
            {say((refusal ?? failure)!.text)}{' '}
            {refusal?.fields
              .filter(({ path }) => !/^(name|from|to|units\.|choices\.)/.test(path))
              .map(({ text }) => say(text))
              .join(' ')}
          </p>
        )}
        <Button
          type="primary"
          loading={busy !== undefined}
          disabled={!draft.name.trim() || choices.some((choice) => lacking(choice) !== undefined)}
          onClick={() => void send()}
        >
          {say(words.adoptNow)}
        </Button>
      </footer>
    </div>
  )
}
