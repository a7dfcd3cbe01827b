import type { Text } from '../kernel/grammar/texts.ts'
import { useSay } from './language.tsx'

/** Heads of columns of numbers, in order: they stand to the right, as the numbers below them do. */
export function NumberHeads({ of }: { of: readonly Text[] }) {
  const say = useSay()
  return of.map((text) => (
    <th key={text[1]} scope="col" className="cw-number">
      {say(text)}
    </th>
  ))
}
