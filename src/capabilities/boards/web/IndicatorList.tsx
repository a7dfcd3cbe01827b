import { Button } from 'antd'
import { measured } from '../../../kernel/grammar/amount.ts'
import { Combo } from '../../../ui/Combo.tsx'
import { meant } from '../../../ui/initials.ts'
import { useSay } from '../../../ui/language.tsx'
import type { PrefectureBoard } from '../contract.ts'
import { texts } from '../texts.ts'

type Put = (change: Readonly<Record<string, string | undefined>>) => void
const mostFound = 12

/** The indicators that stand side by side: choose one to look at, add any of the library, leave one out. */
export function IndicatorList({
  board,
  at,
  asked,
  put,
}: {
  board: PrefectureBoard
  at: string | undefined
  asked: string | undefined
  put: Put
}) {
  const say = useSay()
  const codes = board.indicators.map(({ code }) => code)
  const others = board.others.filter(({ code }) => !codes.includes(code))
  return (
    <div className="board-indicators cw-no-print">
      <Combo
        label={say(texts.addIndicator)}
        placeholder={say(texts.addIndicator)}
        patience={0}
        find={(q) => others.filter(({ text }) => meant(say(text), q)).slice(0, mostFound)}
        keyOf={({ code }) => code}
        nameOf={({ text }) => say(text)}
        show={({ text, key }) => (
          <>
            {say(text)} <span className="cw-muted cw-small">{key}</span>
          </>
        )}
        onPick={({ code }) => put({ indicators: [code, ...codes].join(','), at: code })}
      />
      <ul>
        {board.indicators.map(({ code, key, text, whole, unit }) => (
          <li key={code}>
            <button type="button" className="board-pick" aria-pressed={code === at} onClick={() => put({ at: code })}>
              <span>
                {say(text)} {key && <span className="cw-muted cw-small">{key}</span>}
              </span>
              <span className="cw-number">{measured(whole, unit)}</span>
            </button>
            {asked && codes.length > 1 && (
              <button
                type="button"
                className="cw-plain"
                aria-label={say(texts.remove, { name: say(text) })}
                onClick={() => put({ indicators: codes.filter((one) => one !== code).join(',') })}
              >
                {'×'}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Button size="small" onClick={() => put({ indicators: undefined, at: undefined })}>
          {say(texts.usual)}
        </Button>
      )}
    </div>
  )
}
