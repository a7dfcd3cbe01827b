import type { Story } from '../../kernel/grammar/capability.ts'

const written = {
  title: '运行简报',
  issuer: '县卫生健康局',
  sections: [{ key: 'volume', heading: '一、服务量', text: '门急诊人次平稳。' }],
}

export const stories: readonly Story[] = [
  {
    name: 'drafted once a month, edited, its numbers taken anew, issued, withdrawn with a reason',
    steps: ({ now }) => [
      { as: 'statistician', verb: 'draft', input: { ...written, month: '2026-01' } },
      { as: 'chief', verb: 'draft', input: { ...written, month: '2026-01' }, expect: 'refused' },
      { as: 'chief', verb: 'draft', input: { ...written, month: now.slice(0, 7) }, expect: 'refused' },
      { as: 'statistician', verb: 'edit', id: '$', input: { ...written, title: '一月运行简报' } },
      { as: 'statistician', verb: 'refresh', id: '$', input: {} },
      { as: 'chief', verb: 'issue', id: '$', input: {} },
      { as: 'chief', verb: 'edit', id: '$', input: written, expect: 'refused' },
      { as: 'chief', verb: 'withdraw', id: '$', input: { reason: '数字更正后重发' } },
      { as: 'chief', verb: 'draft', input: { ...written, month: '2026-01' } },
    ],
  },
]
