import type { Story } from '../../../kernel/grammar/capability.ts'

/** Codes must be new in every county in which the story is played, however often. */
const unused = (now: string, n: number) => `S${now.replaceAll(/\D/g, '')}-${n}`

export const stories: readonly Story[] = [
  {
    name: 'a department opened, renamed, closed and opened again',
    steps: ({ organization, now }) => [
      {
        as: 'admin',
        verb: 'create',
        input: { code: unused(now, 1), name: '康复科', level: 'department', type: '21', parent: organization, from: '2025-01-01' },
      },
      { as: 'admin', verb: 'amend', id: '$', input: { name: '康复医学科', nameEn: 'Rehabilitation', reason: '规范科室名称' } },
      { as: 'admin', verb: 'close', id: '$', input: { to: '2024-12-31', reason: '日期早于设立' }, expect: 'refused' },
      { as: 'admin', verb: 'close', id: '$', input: { to: '2025-06-30', reason: '并入全科' } },
      { as: 'admin', verb: 'reopen', id: '$', input: { reason: '撤并有误' } },
    ],
  },
  {
    name: 'a department that hangs nowhere is refused',
    steps: ({ now }) => [
      {
        as: 'admin',
        verb: 'create',
        input: { code: unused(now, 2), name: '无上级科室', level: 'department', from: '2025-01-01' },
        expect: 'refused',
      },
    ],
  },
]
