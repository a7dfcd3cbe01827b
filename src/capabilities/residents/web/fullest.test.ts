import { expect, it } from 'vitest'
import type { Resident } from '../../../patterns/patient/shape.ts'
import type { OpenedCase } from '../../../ui/contract.ts'
import { fullest } from './queries.ts'

it('of records of one person the one that tells most is opened: a phone that the search showed is on the card', () => {
  const opened = (id: string, known: Partial<Resident>): OpenedCase<Resident> => ({
    id,
    kind: 'resident',
    version: 1,
    state: 'active',
    verbs: {},
    case: { name: '王桂芳', sex: 'female', organization: 'wsy', state: 'active', ...known } as Resident,
  })
  const [bare, known, same] = [opened('a', {}), opened('b', { phone: '13900000000' }), opened('c', { township: '141099100' })]
  expect(fullest([bare, known, same])?.id).toBe('b')
  expect(fullest([])).toBeUndefined()
})
