import { useNavigate, useParams, useSearchParams } from 'react-router'
import { month } from '../ui/formats.ts'
import { useLanguage, useSay } from '../ui/language.tsx'
import { WorkList } from '../ui/WorkList.tsx'
import { Behind } from './Behind.tsx'
import { listNamed } from './lists.ts'
import { NotFound } from './NotFound.tsx'

/** What the server understands of the address; the rest is for this page. */
const understood = ['part', 'month', 'org', 'from', 'to', 'state'] as const

/** Any list by its name; with `part`, exactly the rows that a number counted. */
export default function ListPage() {
  const say = useSay()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const { list: name = '' } = useParams()
  const [asked] = useSearchParams()
  const found = listNamed(name)
  if (!found) return <NotFound />
  const { list, states } = found
  const query = Object.fromEntries(understood.flatMap((key) => (asked.get(key) ? [[key, asked.get(key) as string]] : [])))
  const { opens } = list
  const unit = asked.get('unit')
  const about = [say(list.text), unit, query.month && month(query.month, language)].filter(Boolean).join(' · ')
  return (
    <>
      <h1>{about}</h1>
      <Behind code={asked.get('indicator')} />
      <WorkList
        key={`${name}?${asked}`}
        list={list}
        query={query}
        states={states}
        title={about}
        {...(opens ? { onOpen: (row: { id: string }) => navigate(opens(row.id)) } : {})}
      />
    </>
  )
}
