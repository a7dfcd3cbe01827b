import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { capabilities } from '../capabilities/index.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { List } from '../kernel/grammar/view.ts'
import { api } from '../ui/api.ts'
import type { Rows } from '../ui/contract.ts'
import { totalOf } from '../ui/formats.ts'
import { useSay } from '../ui/language.tsx'
import { Empty } from '../ui/States.tsx'
import { useMay, useSession } from '../ui/session.tsx'
import { texts } from '../ui/texts.ts'
import { useNotices } from './useNotices.ts'

/** The lists this post may read, with how much lies in each. */
export function Home() {
  const say = useSay()
  const { name } = useSession()
  const may = useMay()
  const mine = capabilities.flatMap(({ text, lists }) =>
    lists.filter((list) => may(list.verb ?? `${list.view}.read`)).map((list) => ({ list, of: lists.length > 1 ? text : undefined })),
  )
  return (
    <>
      <h1>{say(texts.welcome, { name })}</h1>
      <Notices />
      <h2>{say(texts.myLists)}</h2>
      {mine.length === 0 && <Empty title={texts.noLists} />}
      <div className="cw-cards">
        {mine.map(({ list, of }) => (
          <ListCard key={list.name} list={list} of={of} />
        ))}
      </div>
    </>
  )
}

/** What waits for this post: its institution's overdue reports and who chased them, hospital databases that are silent. */
function Notices() {
  const say = useSay()
  const notices = useNotices()
  if (notices.length === 0) return null
  return (
    <section aria-label={say(texts.notices)}>
      <h2>{say(texts.notices)}</h2>
      <ul>
        {notices.map(({ path, query, text }) => (
          <li key={text[1]}>
            <Link to={query ? `${path}?${query}` : path}>{say(text)}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A list, and where it stands one of several what it belongs to; one that is not this post's to read is left out. */
function ListCard({ list, of }: { list: List; of: Text | undefined }) {
  const say = useSay()
  const { data, isError } = useQuery({
    queryKey: ['list', list.name, 'count'],
    queryFn: ({ signal }) => api.get<Rows>(`/lists/${list.name}`, { limit: 1, total: 'true' }, signal),
    retry: false,
  })
  if (isError) return null
  return (
    <Link className="cw-card" to={`/lists/${list.name}`}>
      <span>
        {of && <span className="cw-muted">{say(of)} · </span>}
        {say(list.text)}
      </span>
      {data?.total !== undefined && <strong>{totalOf(data.total)}</strong>}
    </Link>
  )
}
