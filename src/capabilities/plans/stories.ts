import type { Story } from '../../kernel/grammar/capability.ts'

const words = (zh: string, en: string) => [zh, en] as const
const checksum = 'a'.repeat(64)
const file = { checksum, name: '验收通知.pdf', bytes: 1200 }

/** A plan of one page: what the stories and the tests adopt. */
export const storyTemplate = {
  code: 'story',
  name: words('示例方案', 'A plan of one page'),
  short: words('示例', 'Example'),
  document: '示例〔2026〕1号',
  issuer: words('县卫生健康局', 'County health bureau'),
  level: 'county',
  place: words('示例县', 'Example county'),
  issued: '2025-12-20',
  from: '2026-01-01',
  to: '2027-12-31',
  summary: words('一条要求，三个目标。', 'One clause and three targets.'),
  units: [{ code: 'hospital', text: words('县医院', 'County hospital'), kinds: ['A100'] }],
  clauses: [
    {
      id: 'one',
      number: '一',
      title: words('能力', 'Capability'),
      text: words('提高服务能力', 'Improve what can be done'),
      units: ['hospital'],
    },
  ],
  targets: [
    {
      code: 'visits',
      clause: 'one',
      text: words('诊疗人次上升', 'More visits'),
      measure: { indicator: 'visits', grain: 'year' },
      comparator: 'rises',
      unit: 'count',
    },
    {
      code: 'centre',
      clause: 'one',
      text: words('建成远程会诊中心', 'A centre for remote consultation'),
      measure: { stated: 'yes', expires: 12 },
      comparator: '=',
      value: 1,
      unit: 'yes',
    },
    {
      code: 'standard',
      clause: 'one',
      text: words('县级医院达到推荐标准', 'County hospitals at the recommended standard'),
      measure: { stated: 'yes', of: { kinds: ['A100'] }, tell: 'count' },
      comparator: '>=',
      value: 1,
      unit: 'count',
    },
  ],
  tasks: [
    { code: 'rules', clause: 'one', text: words('制定实施细则', 'Write the rules'), to: '2026-03-31' },
    { code: 'report', clause: 'one', text: words('报送年度总结', 'Report the year'), every: 'year', due: '11-30', report: true },
  ],
} as const

const plan = 'story-1'
export const planStories: readonly Story[] = [
  {
    name: 'adopted once at a time with own dates, amended, published, closed, adopted again',
    steps: () => [
      { as: 'chief', verb: 'adopt', input: { template: { ...storyTemplate, code: 'story-own' }, from: '2026-07-01', to: '2026-12-31' } },
      { as: 'chief', verb: 'adopt', input: { template: { ...storyTemplate, code: 'story-own' } }, expect: 'refused' },
      { as: 'director', verb: 'amend', id: '$', input: { reason: '无权', choices: [{ code: 'centre', value: 0 }] }, expect: 'refused' },
      { as: 'chief', verb: 'amend', id: '$', input: { reason: '改在年底', choices: [{ code: 'centre', deadline: '2026-11-30' }] } },
      { as: 'chief', verb: 'publish', id: '$', input: { targets: ['centre'] } },
      { as: 'chief', verb: 'publish', id: '$', input: { targets: ['none'] }, expect: 'refused' },
      { as: 'chief', verb: 'close', id: '$', input: { reason: '并入新方案' } },
      { as: 'chief', verb: 'adopt', input: { template: { ...storyTemplate, code: 'story-own' } } },
      { as: 'chief', verb: 'adopt', input: { template: storyTemplate, units: { hospital: 'qy-rmyy' } } },
    ],
  },
]

export const taskStories: readonly Story[] = [
  {
    name: 'added, reported on, finished, opened again, dropped; another institution keeps out',
    steps: () => [
      { as: 'chief', verb: 'add', input: { plan, clause: 'one', text: '购置设备', due: '2026-06-30', units: ['qy-rmyy'] } },
      { as: 'township-head', verb: 'report', id: '$', input: { text: '与我院无关' }, expect: 'refused' },
      { as: 'statistician', verb: 'report', id: '$', input: { text: '已招标', percent: 40, evidence: [file] } },
      { as: 'director', verb: 'finish', id: '$', input: { text: '已验收' } },
      { as: 'director', verb: 'report', id: '$', input: { text: '太晚' }, expect: 'refused' },
      { as: 'chief', verb: 'reopen', id: '$', input: { reason: '缺验收单' } },
      { as: 'chief', verb: 'drop', id: '$', input: { reason: '由省里统一配备' } },
    ],
  },
]

const centre = { plan, target: 'centre', unit: 'county', day: '2026-03-01', value: 1 }
export const statementStories: readonly Story[] = [
  {
    name: 'stated once with its evidence, which is withdrawn; withdrawn and stated again',
    steps: () => [
      { as: 'chief', verb: 'state', input: { ...centre, evidence: [file] } },
      { as: 'admin', verb: 'state', input: centre, expect: 'refused' },
      { as: 'chief', verb: 'state', input: { ...centre, value: 0 }, expect: 'refused' },
      { as: 'chief', verb: 'state', input: { ...centre, day: '2026-02-01', value: 2 }, expect: 'refused' },
      { as: 'chief', verb: 'state', input: { ...centre, day: '2027-01-01' }, expect: 'refused' },
      { as: 'chief', verb: 'state', input: { ...centre, target: 'visits' }, expect: 'refused' },
      { as: 'township-head', verb: 'state', input: { ...centre, target: 'standard', unit: 'qy-lq-wsy' }, expect: 'refused' },
      { as: 'statistician', verb: 'state', input: { ...centre, target: 'standard', unit: 'qy-rmyy' } },
      { as: 'chief', verb: 'attach', id: '$', input: { evidence: [{ ...file, checksum: 'b'.repeat(64) }] } },
      { as: 'chief', verb: 'withdrawEvidence', id: '$', input: { checksum, reason: '通知作废' } },
      { as: 'chief', verb: 'withdraw', id: '$', input: { reason: '尚未验收' } },
      { as: 'chief', verb: 'state', input: centre },
    ],
  },
]
