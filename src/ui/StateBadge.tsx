import type { Text } from '../kernel/grammar/texts.ts'
import { useSay } from './language.tsx'

/** A kind's states with their words and colours: `workflow.kind.states`. */
export type States = Readonly<Record<string, { text: Text; colour?: string }>>

/** The state of a case in its colour; the word always stands beside it, colour alone says nothing. */
export function StateBadge({ state, states, text }: { state: string; states: States; text?: Text }) {
  const say = useSay()
  const known = states[state]
  const words = text ?? known?.text
  return <span className={`cw-badge cw-badge-${known?.colour ?? 'grey'}`}>{words ? say(words) : state}</span>
}
