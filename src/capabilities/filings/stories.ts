import type { Story } from '../../kernel/grammar/capability.ts'

const figure = { code: 'visits', grain: 'month', period: '2026-01', unit: 'county', of: 'county' }

export const stories: readonly Story[] = [
  {
    name: 'filed once, withdrawn with a reason, filed again; an institution files only its own',
    steps: ({ now }) => [
      { as: 'chief', verb: 'file', input: { ...figure, note: '一月' } },
      { as: 'chief', verb: 'file', input: figure, expect: 'refused' },
      { as: 'chief', verb: 'file', input: { ...figure, period: now.slice(0, 7) }, expect: 'refused' },
      { as: 'chief', verb: 'file', input: { ...figure, code: 'no-such-indicator' }, expect: 'refused' },
      { as: 'statistician', verb: 'file', input: { ...figure, period: '2026-02' }, expect: 'refused' },
      { as: 'statistician', verb: 'file', input: { ...figure, period: '2026-02', unit: 'organization', of: 'qy-rmyy' } },
      { as: 'statistician', verb: 'withdraw', id: '$', input: { reason: '不该由我撤回' }, expect: 'refused' },
      { as: 'chief', verb: 'withdraw', id: '$', input: { reason: '县医院补报' } },
      { as: 'chief', verb: 'withdraw', id: '$', input: { reason: '再撤一次' }, expect: 'refused' },
      { as: 'chief', verb: 'file', input: figure },
    ],
  },
]
