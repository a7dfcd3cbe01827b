import type { Story } from '../../kernel/grammar/capability.ts'

const night = {
  name: '老年人门诊占比',
  nameEn: 'Share of visits by the old',
  definition: '65 岁及以上居民的门诊人次 ÷ 门诊人次',
  source: '本县老年健康工作方案',
  unit: 'percent',
  better: 'neither',
  scale: 100,
  from: '2024-01-01',
  by: 'institution',
  parts: [{ name: 'old', kind: 'count', view: 'visit', where: "年龄 >= 65 且 state <> 'cancelled'" }],
  numerator: 'local.old',
  denominator: 'visits.count',
} as const

export const stories: readonly Story[] = [
  {
    name: 'written with a mistake, mended, activated, written anew, activated again, retired',
    steps: () => [
      { as: 'statistician', verb: 'draft', input: { ...night, code: 'local-old', numerator: 'local.older' }, expect: 'refused' },
      { as: 'statistician', verb: 'draft', input: { ...night, code: 'local-old' } },
      { as: 'statistician', verb: 'draft', input: { ...night, code: 'local-old' }, expect: 'refused' },
      { as: 'statistician', verb: 'edit', id: '$', input: { ...night, better: 'higher' } },
      { as: 'statistician', verb: 'activate', id: '$', input: {} },
      { as: 'statistician', verb: 'activate', id: '$', input: {}, expect: 'refused' },
      { as: 'statistician', verb: 'edit', id: '$', input: { ...night, denominator: 'visits.count@primary', reason: '只看基层' } },
      { as: 'statistician', verb: 'activate', id: '$', input: {} },
      { as: 'statistician', verb: 'retire', id: '$', input: { reason: '改用省里的指标' } },
    ],
  },
]
