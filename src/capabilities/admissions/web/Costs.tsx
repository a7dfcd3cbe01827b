import { yuan } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import { type CostPart, costGroups, costParts, partNames, wholeOf } from '../cost.ts'
import type { Admission } from '../shape.ts'
import { texts } from '../texts.ts'
import { Table } from './Table.tsx'

type Group = keyof typeof costGroups
/** The cost by group and part, each with its share of the total; groups without cost are left out. */
export function Costs({ cost: { totalFen, selfFen, parts } }: { cost: Admission['cost'] }) {
  const say = useSay()
  const share = (fen: number) => (totalFen ? `${((fen / totalFen) * 100).toFixed(1)}%` : '')
  const fenOf = (part: CostPart) => parts?.[part] ?? 0
  const rows = (Object.keys(costGroups) as Group[]).flatMap((group) => {
    const own = partNames.filter((part) => costParts[part].group === group && fenOf(part) > 0)
    const sum = own.reduce((all, part) => all + (wholeOf(part) ? 0 : fenOf(part)), 0)
    return own.map((part, i) => {
      const item = say(costParts[part].text)
      const name = wholeOf(part) ? say(texts.contained, { item }) : item
      const first = i === 0 ? [say(costGroups[group]), yuan(sum)] : ['', '']
      return [first[0], first[1], name, yuan(fenOf(part)), wholeOf(part) ? '' : share(fenOf(part))]
    })
  })
  const total = [
    [say(texts.total), yuan(totalFen), '', '', ''],
    ...(selfFen === undefined ? [] : [[say(texts.self), yuan(selfFen), '', '', share(selfFen)]]),
  ]
  return (
    <section className="stay-costs">
      <h2>{say(texts.costs)}</h2>
      <Table
        title={texts.costs}
        head={[texts.costGroup, texts.groupSum, texts.costItem, texts.amount, texts.share]}
        numbers={[1, 3, 4]}
        rows={[...rows, ...total]}
        strong={(row) => row >= rows.length}
      />
      {!parts && <p className="cw-muted">{say(texts.noParts)}</p>}
    </section>
  )
}
