import { useSearchParams } from 'react-router'
import type { ListedIndicator } from '../../ui/contract.ts'
import { choose, type Question, questionOf } from './question.ts'

export type Ask = (choices: Readonly<Record<string, string | undefined>>) => void

/** The question that the address asks, how to ask another (the back button returns), and the address of another for links. */
export function useQuestion(
  indicator: ListedIndicator,
  newest: string,
): { question: Question; ask: Ask; address: (choices: Readonly<Record<string, string | undefined>>) => string } {
  const [asked, setAsked] = useSearchParams()
  return {
    question: questionOf(asked, indicator, newest),
    ask: (choices) => setAsked((now) => choose(now, choices), { preventScrollReset: true }),
    address: (choices) => `?${choose(asked, choices)}`,
  }
}
