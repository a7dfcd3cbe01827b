import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useLanguage, useSay } from '../ui/language.tsx'
import { WorkList } from '../ui/WorkList.tsx'
import { Behind } from './Behind.tsx'
import { grainOf, queryOf } from './behind.ts'
import { Chips } from './Chips.tsx'
import './explorer/explorer.css'
import { periodName } from './explorer/periods.ts'
import { listNamed } from './lists.ts'
import { NotFound } from './NotFound.tsx'
import { useIndicators } from './useIndicators.ts'

/** Any list by its name; with `part`, exactly the rows that a number counted. */
export default function ListPage() {
  const say = useSay()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const { list: name = '' } = useParams()
  const [asked] = useSearchParams()
  const code = asked.get('indicator')
  const { data: indicators } = useIndicators(code !== null)
  const found = listNamed(name)
  if (!found) return <NotFound />
  const { list, states } = found
  const { opens } = list
  const indicator = indicators?.find((one) => one.code === code)
  const period = asked.get('period') ?? asked.get('month')
  const days = [...new Set([asked.get('from'), asked.get('to')])].filter(Boolean).join(' – ')
  const about = [say(list.text), asked.get('unit'), days || (period && periodName(period, grainOf(asked), language))]
    .filter(Boolean)
    .join(' · ')
  return (
    <>
      <h1>{about}</h1>
      {indicator && <Behind indicator={indicator} variant={asked.get('variant') ?? undefined} />}
      <Chips number={indicator?.text} states={states} />
      <WorkList
        key={`${name}?${asked}`}
        list={list}
        query={queryOf(asked)}
        states={states}
        title={about}
        {...(opens ? { onOpen: (row: { id: string }) => navigate(opens(row.id)) } : {})}
      />
    </>
  )
}
