import type { Story } from '../../../kernel/grammar/capability.ts'
import { localDayOf } from '../../../kernel/grammar/period.ts'
import { addDays, mondayOf } from './week.ts'

const shifts = [
  { code: 'day', name: '白班', nameEn: 'Day', from: '08:00', to: '18:00' },
  { code: 'night', name: '夜班', nameEn: 'Night', from: '18:00', to: '08:00' },
]

export const stories: readonly Story[] = [
  {
    name: 'next week planned, published, changed and filed',
    steps: ({ organization, practitioner, now }) => {
      const week = addDays(mondayOf(localDayOf(now)), 7)
      const on = (day: number, shift: string) => ({ day, shift, practitioner })
      return [
        { as: 'admin', verb: 'draft', input: { department: organization, week, shifts } },
        { as: 'admin', verb: 'publish', id: '$', input: {}, expect: 'refused' },
        { as: 'admin', verb: 'plan', id: '$', input: { entries: [on(1, 'day'), on(3, 'night')] } },
        { as: 'admin', verb: 'plan', id: '$', input: { entries: [on(1, 'day'), on(1, 'day')] }, expect: 'refused' },
        { as: 'admin', verb: 'publish', id: '$', input: {} },
        { as: 'admin', verb: 'change', id: '$', input: { entries: [on(2, 'day')], reason: '调班' } },
        { as: 'admin', verb: 'close', id: '$', input: {} },
      ]
    },
  },
]
