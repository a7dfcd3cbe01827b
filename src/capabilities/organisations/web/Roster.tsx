import { Button } from 'antd'
import { useSearchParams } from 'react-router'
import { ApiRefusal } from '../../../ui/api.ts'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay, useSession } from '../../../ui/session.tsx'
import { useCase } from '../../../ui/useCase.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Roster } from '../roster/shape.ts'
import { addDays, mondayOf, rosterId } from '../roster/week.ts'
import { texts } from '../texts.ts'
import { roster as workflow } from '../workflows.ts'
import { OrganizationField } from './fields.tsx'
import { useNodes } from './queries.ts'
import { RosterWeek } from './RosterWeek.tsx'
import './organisations.css'

/** The duties of one department, a week a page. */
export default function Rosters() {
  const say = useSay()
  const { post } = useSession()
  const { data: nodes, error, refetch } = useNodes()
  const [params, setParams] = useSearchParams()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!nodes) return <Loading />
  const own = nodes.find((n) => n.level === 'department' && n.institution === post?.organization.id)?.id ?? post?.organization.id ?? ''
  const department = params.get('department') ?? own
  const week = mondayOf(params.get('week') ?? today())
  const go = (change: { department?: string; week?: string }) => setParams({ department, week, ...change })
  return (
    <>
      <h1>{say(texts.rosters)}</h1>
      <div className="cw-row">
        <OrganizationField
          value={department}
          onChange={(one) => go({ department: String(one) })}
          among={(n) => n.level === 'department' || n.level === 'institution'}
        />
        <Button onClick={() => go({ week: addDays(week, -7) })}>{say(texts.previousWeek)}</Button>
        <Button onClick={() => go({ week: mondayOf(today()) })}>{say(texts.thisWeek)}</Button>
        <Button onClick={() => go({ week: addDays(week, 7) })}>{say(texts.nextWeek)}</Button>
        <strong>
          {week} – {addDays(week, 6)}
        </strong>
      </div>
      <Week key={rosterId(department, week)} department={department} week={week} />
    </>
  )
}

function Week({ department, week }: { department: string; week: string }) {
  const { data, error, refetch } = useCase(workflow, rosterId(department, week))
  if (error instanceof ApiRefusal && error.kind === 'missing') return <NoRoster department={department} week={week} />
  if (error) return <Failure error={error} retry={() => void refetch()} />
  return data ? <RosterWeek key={data.version} opened={data} /> : <Loading />
}

/** Shifts of a first roster; the next ones are taken over from the week before. */
const usual: Roster['shifts'] = [
  { code: 'day', name: texts.dayShift[0], nameEn: texts.dayShift[1], from: '08:00', to: '18:00' },
  { code: 'night', name: texts.nightShift[0], nameEn: texts.nightShift[1], from: '18:00', to: '08:00' },
]

function NoRoster({ department, week }: { department: string; week: string }) {
  const say = useSay()
  const may = useMay()
  const before = useCase(workflow, rosterId(department, addDays(week, -7)))
  const { perform, busy, refusal, failure } = usePerform(workflow)
  const earlier = before.data?.case
  const draft = () =>
    perform('draft', {
      department,
      week,
      shifts: earlier?.shifts ?? usual,
      entries: (earlier?.entries ?? []).map((entry) => ({ ...entry, practitioner: entry.practitioner.id })),
    })
  return (
    <Empty title={texts.noRoster}>
      {may('roster.draft') && (
        <Button type="primary" loading={busy !== undefined || before.isFetching} onClick={() => void draft()}>
          {say(earlier ? texts.copyWeek : texts.makeDraft)}
        </Button>
      )}
      {(refusal ?? failure) && (
        <p className="cw-bad" role="alert">
          {[refusal?.text, ...(refusal?.fields.map((f) => f.text) ?? []), failure?.text].map((text) => text && say(text)).join(' ')}
        </p>
      )}
    </Empty>
  )
}
