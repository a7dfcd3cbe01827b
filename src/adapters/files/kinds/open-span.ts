import type { Text } from '../../../kernel/grammar/texts.ts'

const order: Text = ['早于启用（开始）日期', 'Before the first day']
const later: Text = ['晚于今天：到期后再导入', 'Lies in the future: import it once it has come']

/** Why something cannot have ended on that day: before it began, or later than today. */
export function closingProblem(from: string, to: string | undefined, today: string): readonly [rule: string, message: Text] | undefined {
  if (to === undefined) return undefined
  if (to < from) return ['order', order]
  return to > today ? ['future', later] : undefined
}
