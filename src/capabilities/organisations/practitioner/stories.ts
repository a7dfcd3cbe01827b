import { makeIdCard } from '../../../fhir/china/id-card.ts'
import type { Story } from '../../../kernel/grammar/capability.ts'

/** A number of nobody, another one every second at which the story is played. */
const someone = (now: string) => {
  const seconds = Math.floor(Date.parse(now) / 1000)
  const birth = new Date(Date.UTC(1970, 0, 1 + (Math.floor(seconds / 999) % 9000))).toISOString().slice(0, 10)
  return makeIdCard('141098', birth, 1 + (seconds % 999))
}

export const stories: readonly Story[] = [
  {
    name: 'hired, given a second post, left and came back',
    steps: ({ organization, now }) => [
      {
        as: 'admin',
        verb: 'register',
        input: {
          name: '卫晓东',
          idCard: someone(now),
          title: '主治医师',
          post: { organization, role: 'township-doctor', from: '2024-03-01' },
        },
      },
      { as: 'admin', verb: 'amend', id: '$', input: { title: '副主任医师', reason: '晋升职称' } },
      { as: 'admin', verb: 'assign', id: '$', input: { organization, role: 'public-health', from: '2025-01-01' } },
      { as: 'admin', verb: 'assign', id: '$', input: { organization, role: 'public-health', from: '2025-02-01' }, expect: 'refused' },
      { as: 'admin', verb: 'endPost', id: '$', input: { post: 2, to: '2025-06-30' } },
      { as: 'admin', verb: 'leave', id: '$', input: { on: '2025-09-30', reason: '调离' } },
      { as: 'admin', verb: 'comeBack', id: '$', input: { organization, role: 'township-doctor', from: '2025-11-01' } },
    ],
  },
]
