import { expect, test } from 'vitest'
import { say } from '../../kernel/grammar/texts.ts'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import { leastOf } from './cells.tsx'

test('free text gives way on a small screen, a number that is compared digit by digit does not', () => {
  const least = (column: Partial<ListColumn>) =>
    leastOf({ name: 'id', text: ['证件', 'ID'], kind: 'text', width: 172, ...column }, (text) => say(text, 'zh'))
  expect([least({}), least({ whole: true })]).toEqual([120, 172])
})
