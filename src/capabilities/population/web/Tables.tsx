import { number } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import { NumberHeads } from '../../../ui/NumberHeads.tsx'
import type { AgeRow, byTownship } from '../counts.ts'
import { texts } from '../texts.ts'

const share = (part: number, whole: number) => (whole ? `${((part / whole) * 100).toFixed(1)}%` : '—')

/** Age groups down, men and women across. */
export function Ages({ ages }: { ages: readonly AgeRow[] }) {
  const say = useSay()
  const all = ages.reduce((sum, { male, female }) => sum + male + female, 0)
  const line = (word: string, male: number, female: number) => (
    <tr key={word}>
      <th scope="row">{word}</th>
      <td className="cw-number">{number(male)}</td>
      <td className="cw-number">{number(female)}</td>
      <td className="cw-number">{number(male + female)}</td>
      <td className="cw-number">{share(male + female, all)}</td>
    </tr>
  )
  return (
    <table className="cw-table population-ages">
      <thead>
        <tr>
          <th scope="col">{say(texts.ageGroup)}</th>
          <th scope="col" className="cw-number">
            {say(texts.male)}
          </th>
          <th scope="col" className="cw-number">
            {say(texts.female)}
          </th>
          <th scope="col" className="cw-number">
            {say(texts.total)}
          </th>
          <th scope="col" className="cw-number">
            %
          </th>
        </tr>
      </thead>
      <tbody>{ages.map(({ word, male, female }) => line(word, male, female))}</tbody>
      <tfoot>
        {line(
          say(texts.total),
          ages.reduce((sum, { male }) => sum + male, 0),
          ages.reduce((sum, { female }) => sum + female, 0),
        )}
      </tfoot>
    </table>
  )
}

/** Townships down: their people, the young and the old. A line chooses its township. */
export function Townships({
  rows,
  chosen,
  choose,
}: {
  rows: ReturnType<typeof byTownship>
  chosen: string | undefined
  choose: (township: string | undefined) => void
}) {
  const say = useSay()
  const heads = [texts.total, texts.male, texts.female, texts.children, texts.older, texts.eldest]
  return (
    <table className="cw-table">
      <thead>
        <tr>
          <th scope="col">{say(texts.township)}</th>
          <NumberHeads of={heads} />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ township, name, total, male, female, children, sixty, sixtyFive }) => (
          <tr key={township} aria-current={township === chosen}>
            <th scope="row">
              <button type="button" className="population-choose" onClick={() => choose(township === chosen ? undefined : township)}>
                {name}
              </button>
            </th>
            <td className="cw-number">{number(total)}</td>
            <td className="cw-number">{number(male)}</td>
            <td className="cw-number">{number(female)}</td>
            <td className="cw-number">{share(children, total)}</td>
            <td className="cw-number">{share(sixty, total)}</td>
            <td className="cw-number">{share(sixtyFive, total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
