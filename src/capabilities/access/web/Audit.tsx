import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useMemo, useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import type { ListColumn } from '../../../kernel/grammar/view.ts'
import { api } from '../../../ui/api.ts'
import { minute, today } from '../../../ui/formats.ts'
import { type Say, useSay } from '../../../ui/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Failure, Loading } from '../../../ui/States.tsx'
import type { AuditEntry, AuditPage } from '../contract.ts'
import { actions, details, texts } from '../texts.ts'

const columnsWith = (words: AuditPage['words']): readonly ListColumn[] => [
  { name: 'at', text: texts.at, kind: 'instant' },
  { name: 'actor', text: texts.actor, kind: 'person', width: 160 },
  { name: 'organization', text: texts.organization, kind: 'organization' },
  { name: 'action', text: texts.action, kind: 'code', codes: { ...words, ...actions }, width: 216 },
  { name: 'patient', text: texts.patient, kind: 'text' },
  { name: 'detail', text: texts.detail, kind: 'text', width: 320 },
]
const fields = [
  { name: 'from', text: texts.from, type: 'date' },
  { name: 'to', text: texts.to, type: 'date' },
  { name: 'actor', text: texts.actorLogin, type: 'search' },
  { name: 'patient', text: texts.patient, type: 'search' },
] as const
type Query = Record<(typeof fields)[number]['name'], string>

const actorOf = ({ actor, actorName }: AuditEntry) => (actorName ? `${actorName} (${actor})` : actor)
const names: Readonly<Record<string, Text>> = details
/** A list that was seen is named by the action already. */
const told = ({ action, detail }: AuditEntry) =>
  Object.entries(detail).filter(([key, value]) => !(key === 'id' && action === `list.${value}.read`))
const rowOf = (entry: AuditEntry, say: Say) => ({
  id: entry.id,
  at: entry.at,
  actor: actorOf(entry),
  organization: entry.organizationName ?? entry.organization,
  action: entry.action,
  patient: entry.patient,
  detail: told(entry)
    .map(([key, value]) => `${names[key] ? say(names[key]) : key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · '),
})

/** Who did what to whom, newest first; today at first. */
export default function Audit() {
  const say = useSay()
  const [query, setQuery] = useState<Query>({ from: today(), to: today(), actor: '', patient: '' })
  const [open, setOpen] = useState<AuditEntry>()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['admin', 'audit', query],
    queryFn: ({ pageParam, signal }) => api.get<AuditPage>('/admin/audit', { ...query, after: pageParam, limit: 500 }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  const rows = useMemo(() => entries.map((entry) => rowOf(entry, say)), [entries, say])
  const columns = useMemo(() => columnsWith(Object.assign({}, ...(data?.pages.map(({ words }) => words) ?? []))), [data])
  return (
    <>
      <h1>{say(texts.audit)}</h1>
      <p className="cw-muted">{say(texts.auditHelp)}</p>
      <form
        className="cw-row cw-gap"
        onSubmit={(event) => {
          event.preventDefault()
          const given = new FormData(event.currentTarget)
          setQuery(Object.fromEntries(fields.map(({ name }) => [name, String(given.get(name) ?? '').trim()])) as Query)
        }}
      >
        {fields.map(({ name, text, type }) => (
          <label key={name} className="cw-row" htmlFor={`audit-${name}`}>
            {say(text)}
            <Input id={`audit-${name}`} name={name} type={type} defaultValue={query[name]} style={{ width: 152 }} maxLength={200} />
          </label>
        ))}
        <Button type="primary" htmlType="submit" loading={isFetching}>
          {say(texts.find)}
        </Button>
      </form>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <Sheet
          title={say(texts.audit)}
          columns={columns}
          rows={rows}
          onOpen={({ id }) => setOpen(entries.find((entry) => entry.id === id))}
        >
          {hasNextPage && <Button onClick={() => void fetchNextPage()}>{say(texts.more)}</Button>}
        </Sheet>
      )}
      {open && (
        <Modal open title={`${minute(open.at)} · ${actorOf(open)}`} onCancel={() => setOpen(undefined)} footer={null} width={640}>
          <pre className="cw-small">{JSON.stringify(open, null, 2)}</pre>
        </Modal>
      )}
    </>
  )
}
