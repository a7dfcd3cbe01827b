import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { Empty } from '../../../ui/States.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { PrefectureBoard, PrefectureTarget } from '../contract.ts'
import { texts } from '../texts.ts'
import { aimed } from '../values.ts'
import { Goal, StatusMark } from './Marks.tsx'

/** So many stand there at once: what is behind comes first. */
const first = 10
const order = { behind: 0, 'on-way': 1, 'no-data': 2, met: 3 } as const

/** What the prefecture itself answers for, those behind first: how many counties have it, and which have not. */
export function CityTargets({ board: { targets, counties } }: { board: PrefectureBoard }) {
  const say = useSay()
  const [all, setAll] = useState(false)
  if (targets.length === 0) return <Empty title={texts.noCityTargets} />
  const sorted = [...targets].sort((a, b) => order[a.status] - order[b.status] || b.missing.length - a.missing.length)
  return (
    <section>
      <h2>{say(texts.cityTargets)}</h2>
      <TableBox label={say(texts.cityTargets)}>
        <table className="cw-table board-city">
          <thead>
            <tr>
              <th scope="col">{say(texts.target)}</th>
              <th scope="col">{say(texts.status)}</th>
              <th scope="col" className="cw-number">
                {say(texts.whole)}
              </th>
              <th scope="col" className="cw-number">
                {say(texts.goal)}
              </th>
              <th scope="col">{say(texts.missing)}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? sorted : sorted.slice(0, first)).map((one) => (
              <tr key={`${one.plan.id} ${one.code}`}>
                <th scope="row">
                  <Link to={`/plans/${one.plan.id}/targets/${one.code}`}>{say(one.text)}</Link>
                </th>
                <td title={say(one.why)}>
                  <StatusMark status={one.status} />
                </td>
                <td className="cw-number board-big">{aimed(one.now ?? null, one.unit)}</td>
                <td className="cw-number">
                  <Goal of={one} />
                </td>
                <td className="board-wrap">
                  <Missing missing={one.missing} all={counties.length} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {sorted.length > first && (
        <Button className="cw-no-print" onClick={() => setAll(!all)}>
          {say(all ? texts.fewer10 : texts.all, { n: sorted.length })}
        </Button>
      )}
    </section>
  )
}

function Missing({ missing, all }: { missing: PrefectureTarget['missing']; all: number }) {
  const say = useSay()
  const { language } = useLanguage()
  if (missing.length === 0) return <span className="cw-muted">{'—'}</span>
  if (missing.length === all && missing.every(({ lacks }) => lacks === undefined)) return say(texts.allCounties, { n: all })
  return missing
    .map(({ name, lacks }) => (lacks === undefined ? name : say(texts.lacks, { name, n: lacks })))
    .join(language === 'zh' ? '、' : ', ')
}
