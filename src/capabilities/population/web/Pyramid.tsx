import { number } from '../../../kernel/grammar/amount.ts'
import { useSay } from '../../../ui/language.tsx'
import { useScreen } from '../../../ui/screen.ts'
import type { AgeRow } from '../counts.ts'
import { texts } from '../texts.ts'

/** Drawn at its own size, so that its figures stay readable: a phone has room for 360. */
const desk = { width: 560, row: 20, top: 20, middle: 48 }
const phone = { ...desk, width: 360 }

/** Men to the left, women to the right, the eldest on top; the table beside it says the same to a screen reader. */
export function Pyramid({ ages }: { ages: readonly AgeRow[] }) {
  const say = useSay()
  const box = useScreen() === 'phone' ? phone : desk
  const most = Math.max(1, ...ages.flatMap(({ male, female }) => [male, female]))
  const half = (box.width - box.middle) / 2
  const room = half - 48
  const wide = (persons: number) => (room * persons) / most
  const height = box.top + ages.length * box.row + 4
  return (
    <svg className="cw-chart population-pyramid" viewBox={`0 0 ${box.width} ${height}`} role="img" aria-label={say(texts.pyramid)}>
      <title>{say(texts.pyramid)}</title>
      <text x={half - 4} y={14} textAnchor="end">
        {say(texts.male)}
      </text>
      <text x={half + box.middle + 4} y={14}>
        {say(texts.female)}
      </text>
      {[...ages].reverse().map(({ word, male, female }, at) => {
        const y = box.top + at * box.row
        const right = half + box.middle
        return (
          <g key={word}>
            <text x={box.width / 2} y={y + 14} textAnchor="middle">
              {word}
            </text>
            <rect className="population-male" x={half - wide(male)} y={y + 2} width={wide(male)} height={box.row - 4} />
            <text x={half - wide(male) - 4} y={y + 14} textAnchor="end">
              {number(male)}
            </text>
            <rect className="population-female" x={right} y={y + 2} width={wide(female)} height={box.row - 4} />
            <text x={right + wide(female) + 4} y={y + 14}>
              {number(female)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
