import type { Story } from '../../../kernel/grammar/capability.ts'

export const stories: readonly Story[] = [
  {
    name: 'a team of one, named anew, then dissolved',
    steps: ({ organization, practitioner }) => [
      {
        as: 'admin',
        verb: 'create',
        input: {
          name: '家庭医生签约服务队',
          organization,
          leader: practitioner,
          members: [practitioner],
          villages: [],
          from: '2025-01-01',
        },
      },
      { as: 'admin', verb: 'amend', id: '$', input: { name: '家庭医生流动服务队', reason: '变更名称' } },
      { as: 'admin', verb: 'amend', id: '$', input: { leader: 'nobody', reason: '队长不是成员' }, expect: 'refused' },
      { as: 'admin', verb: 'dissolve', id: '$', input: { to: '2025-06-30', reason: '并入第一团队' } },
    ],
  },
]
