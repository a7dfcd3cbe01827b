import type { Story } from '../../kernel/grammar/capability.ts'

/** The health centre of the demo's township head. */
const organization = 'qy-lq-wsy'

export const reportStories: readonly Story[] = [
  {
    name: 'opened, chased, submitted late, sent back, submitted again and approved',
    steps: ({ now }) => [
      { as: 'system', verb: 'open', input: { organization, month: '2026-01', due: now.slice(0, 10) } },
      { as: 'system', verb: 'open', input: { organization, month: '2026-01', due: now.slice(0, 10) }, expect: 'refused' },
      { as: 'chief', verb: 'chase', id: '$', input: {} },
      { as: 'system', verb: 'lapse', id: '$', input: {} },
      { as: 'statistician', verb: 'submit', id: '$', input: {}, expect: 'refused' },
      { as: 'chief', verb: 'return', id: '$', input: { reason: '太早' }, expect: 'refused' },
      { as: 'statistician', verb: 'chase', id: '$', input: {}, expect: 'refused' },
      { as: 'township-head', verb: 'submit', id: '$', input: { note: '本月含巡诊' } },
      { as: 'chief', verb: 'return', id: '$', input: { reason: '急诊少报' } },
      { as: 'township-head', verb: 'submit', id: '$', input: {} },
      { as: 'statistician', verb: 'approve', id: '$', input: {}, expect: 'refused' },
      { as: 'chief', verb: 'approve', id: '$', input: {} },
    ],
  },
]

export const monthStories: readonly Story[] = [
  {
    name: 'locked, unlocked for a correction, locked again',
    steps: ({ now }) => [
      { as: 'chief', verb: 'lock', input: { month: now.slice(0, 7) }, expect: 'refused' },
      { as: 'statistician', verb: 'lock', input: { month: '2024-12' }, expect: 'refused' },
      { as: 'chief', verb: 'lock', input: { month: '2024-12' } },
      { as: 'chief', verb: 'unlock', id: '$', input: { reason: '县医院补报' } },
      { as: 'chief', verb: 'relock', id: '$', input: {} },
    ],
  },
]

export const dueStories: readonly Story[] = [
  {
    name: 'the county decides by which day a month is due, from a month on',
    steps: ({ now }) => [
      { as: 'statistician', verb: 'set', input: { from: now.slice(0, 7), day: 8 }, expect: 'refused' },
      { as: 'chief', verb: 'set', input: { from: '2024-12', day: 8 }, expect: 'refused' },
      { as: 'chief', verb: 'set', input: { from: now.slice(0, 7), day: 8 } },
      { as: 'chief', verb: 'set', input: { from: now.slice(0, 7), day: 8 }, expect: 'refused' },
      { as: 'chief', verb: 'change', id: '$', input: { from: '2024-12', day: 3 }, expect: 'refused' },
      { as: 'chief', verb: 'change', id: '$', input: { from: now.slice(0, 7), day: 6 } },
    ],
  },
]
