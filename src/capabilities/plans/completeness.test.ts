import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PlanTemplate, type Target, type TemplateTask } from './template.ts'

/** What the documents say, read from the documents and not from the files: clause, a word of the target, comparator, value, unit, last day. */
type Fact = [clause: string, words: RegExp, comparator: Target['comparator'], value: number | null, unit: Target['unit'], deadline: string]
/** Clause, a word of the task, how often, first and last day; `owed`: a report. */
type Duty = [clause: string, words: RegExp, every: TemplateTask['every'], from: string, to: string, owed?: 'owed']
type Steps = [clause: string, words: RegExp, steps: readonly (readonly [day: string, value: number])[]]
type Document = {
  numbers: readonly string[]
  period: [issued: string, from: string, to: string]
  facts: readonly Fact[]
  steps?: readonly Steps[]
  /** What the reading of a target, or its detail, must still say: ranges, standards, dates that no single value holds. */
  said: readonly [clause: string, words: RegExp, says: RegExp][]
  /** Where the library computes the value: indicator, reading. */
  computed: readonly string[]
  duties: readonly Duty[]
  phases: readonly [from: string, to: string][]
}

const end2025 = '2025-12-31'
const end2020 = '2020-12-31'
const all = (head: string, last: number) => Array.from({ length: last }, (_, i) => `${head}(${'一二三四五六七八九'[i]})`)
const items = (parts: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(parts).flatMap(([head, numbers]) => numbers.map((n) => `${head}${n}`))

const documents: Readonly<Record<string, Document>> = {
  'county-capability-2023': {
    numbers: [
      ...['一', '二', '三', '四', '附件', ...all('一', 2), ...all('二', 7), ...all('三', 3), ...all('四', 3)],
      ...items({ '二(一)': [1, 2, 3], '二(二)': [4, 5, 6, 7, 8, 9], '二(三)': [10, 11, 12, 13], '二(四)': [14, 15], '二(五)': [16] }),
      ...items({ '二(六)': [17, 18, 19], '二(七)': [20] }),
    ],
    period: ['2023-08-01', '2023-06-01', end2025],
    facts: [
      ['一(二)', /县域就诊率（全部/, '>=', 80, 'percent', end2025],
      ['一(二)', /县域就诊率（住院/, '>=', 80, 'percent', end2025],
      ['一(二)', /基层就诊率/, '>=', 65, 'percent', end2025],
      ['一(二)', /重点病种跨省/, 'falls', null, 'count', end2025],
      ['一(二)', /重点病种跨区域/, 'falls', null, 'count', end2025],
      ['一(二)', /基本标准/, '>=', 100, 'percent', end2025],
      ['一(二)', /推荐标准/, '>=', 70, 'percent', end2025],
      ['一(二)', /中医药服务五大中心/, '>=', 5, 'count', end2025],
      ['一(二)', /妇计中心达标/, '>=', 1, 'yes', end2025],
      ['二(一)1', /每千人公立床位/, '>=', 3.5, 'ratio', end2025],
      ['二(一)1', /床均建筑面积/, '>=', 100, 'percent', end2025],
      ['二(一)2', /用地/, '>=', 100, 'percent', end2025],
      ['二(二)4', /重点或特色专科/, '>=', 3, 'count', end2025],
      ['二(二)4', /当年.*薄弱专科/, '>=', 2, 'count', end2025],
      ['二(二)4', /当年.*中医优势专科/, '>=', 1, 'count', end2025],
      ['二(二)4', /当年.*妇幼保健特色专科/, '>=', 1, 'count', end2025],
      ['二(二)4', /省级优势专科/, '>=', 1, 'count', end2025],
      ['二(二)6', /临床服务五大中心/, '>=', 1, 'yes', end2025],
      ['二(二)7', /急诊急救五大中心/, '>=', 5, 'count', end2025],
      ['二(二)7', /服务半径/, '<=', 20, 'kilometres', end2025],
      ['二(二)8', /中医药五大中心建设阶段/, '>=', 3, 'index', end2025],
      ['二(二)9', /生物安全/, '>=', 2, 'grade', end2025],
      ['二(二)9', /急救中心.*院前/, '>=', 1, 'yes', '2024-12-31'],
      ['二(二)9', /互认/, '>=', 1, 'yes', '2024-12-31'],
      ['二(二)9', /疫情救治体系/, '>=', 1, 'yes', end2025],
      ['二(三)13', /电子病历应用水平/, '>=', 3, 'index', end2025],
      ['二(三)13', /电子病历达到3级/, '>=', 100, 'percent', end2025],
      ['二(三)13', /智慧服务达到2级/, '>=', 100, 'percent', end2025],
      ['二(三)13', /上接.*下联/, '>=', 100, 'percent', end2025],
      ['二(四)14', /门诊等候/, 'falls', null, 'minutes', end2025],
      ['二(四)14', /术前等待/, 'falls', null, 'days', end2025],
      ['二(六)17', /本县.*按人头打包/, '>=', 1, 'yes', end2025],
      ['二(六)17', /全市.*按人头打包/, '>=', 1, 'count', end2025],
      ['二(六)18', /管理五大中心初步建成/, '>=', 5, 'count', end2025],
      ['二(六)18', /管理五大中心建设阶段/, '>=', 2, 'index', end2025],
      ['二(六)19', /资源共享五大中心/, '>=', 5, 'count', end2025],
      ['二(七)20', /考核平台/, '>=', 4, 'count', end2025],
    ],
    steps: [
      [
        '二(二)8',
        /阶段/,
        [
          ['2023-12-31', 1],
          ['2024-12-31', 2],
          [end2025, 3],
        ],
      ],
      [
        '二(六)18',
        /阶段/,
        [
          ['2023-12-31', 1],
          [end2025, 2],
        ],
      ],
      [
        '二(二)4',
        /当年.*薄弱专科/,
        [
          ['2023-12-31', 2],
          ['2024-12-31', 2],
          [end2025, 2],
        ],
      ],
    ],
    said: [
      ['二(一)1', /床均/, /110-2021.*106-2021.*189-2017/],
      ['二(一)2', /用地/, /110-2021.*106-2021.*189-2017/],
      ['二(二)7', /半径/, /10—20公里/],
      ['二(二)8', /阶段/, /启动.*初具规模.*建成/],
      ['二(六)17', /全市/, /至少1—2个县/],
      ['二(六)18', /阶段/, /启动.*初步建成/],
      ['二(七)20', /平台/, /医疗、护理、运营、服务/],
      ['一(二)', /县域就诊率（住院/, /90%/],
    ],
    computed: [
      'in-county-care-rate',
      'in-county-care-rate/inpatient',
      'primary-visit-share',
      'key-diseases-away/outside-province',
      'key-diseases-away/outside-prefecture',
      'beds-per-1000',
      'emr-grade',
    ],
    duties: [
      ['三(一)', /报省备案/, 'once', '2023-06-01', '2023-08-31', 'owed'],
      ['三(一)', /三年规划/, 'once', '2023-06-01', '2023-08-31'],
      ['三(二)', /年度工作情况/, 'year', '2023-08-01', end2025, 'owed'],
      ['三(三)', /基线调查/, 'once', '2023-08-01', end2025],
      ['三(三)', /年度评估/, 'year', '2023-08-01', end2025, 'owed'],
      ['三(三)', /总结评估/, 'once', '2025-01-01', end2025, 'owed'],
      ['二(二)8', /启动/, 'once', '2023-06-01', '2023-12-31'],
      ['二(二)8', /初具规模/, 'once', '2024-01-01', '2024-12-31'],
      ['二(二)8', /建成/, 'once', '2025-01-01', end2025],
      ['二(二)9', /急救.*专职/, 'once', '2024-01-01', '2024-12-31'],
      ['二(二)9', /乡镇发热/, 'once', '2024-01-01', '2024-12-31'],
      ['二(二)5', /招聘/, 'year', '2023-06-01', end2025],
      ['二(二)4', /当年/, 'year', '2023-06-01', end2025],
      ['二(六)18', /启动/, 'once', '2023-06-01', '2023-12-31'],
      ['二(六)17', /六统一/, 'once', '2023-06-01', end2025],
    ],
    phases: [
      ['2023-06-01', '2023-08-31'],
      ['2023-08-01', end2025],
      ['2023-08-01', end2025],
    ],
  },
  'county-centre-2020': {
    numbers: [
      ...['一', '二', '三', '四', '五', '附件', ...all('三', 7), ...all('四', 4), ...all('五', 3)],
      ...items({ '三(二)': [1, 2, 3, 4], '三(五)': [1, 2], '三(六)': [1, 2, 3] }),
    ],
    period: ['2020-03-20', '2020-03-20', end2020],
    facts: [
      ['二', /县域就诊率（全部/, '>=', 90, 'percent', end2020],
      ['二', /县域就诊率（住院/, '>=', 90, 'percent', end2020],
      ['三(一)', /2016年县医院标准/, '>=', 1, 'yes', end2020],
      ['三(七)', /三级综合医院/, '>=', 1, 'yes', end2020],
      ['三(五)1', /电子病历/, '>=', 4, 'grade', end2020],
      ['三(六)3', /二类以上公厕/, '>=', 1, 'yes', end2020],
      ['三(五)2', /满意度/, 'rises', null, 'percent', end2020],
      ['三(二)4', /五大中心/, '>=', 5, 'count', end2020],
    ],
    said: [
      ['三(一)', /2016/, /国卫办医发〔2016〕12号/],
      ['三(五)1', /电子病历/, /2018版/],
      ['三(七)', /三级/, /争创.*2020年起/],
      ['二', /县域就诊率（全部/, /80%/],
    ],
    computed: ['in-county-care-rate', 'in-county-care-rate/inpatient', 'patient-satisfaction'],
    duties: [
      ['四(一)', /细化方案/, 'once', '2020-03-22', '2020-03-31', 'owed'],
      ['四(二)', /月报/, 'month', '2020-04-01', '2020-11-30', 'owed'],
      ['四(三)', /中期督导/, 'once', '2020-06-15', '2020-06-30'],
      ['四(三)', /调整/, 'once', '2020-06-15', '2020-06-30'],
      ['四(四)', /验收/, 'once', '2020-12-01', '2020-12-15'],
    ],
    phases: [
      ['2020-03-22', '2020-03-31'],
      ['2020-04-01', '2020-11-30'],
      ['2020-06-15', '2020-06-30'],
      ['2020-12-01', '2020-12-15'],
    ],
  },
  'county-hospitals-2019': {
    numbers: [
      ...['一', '二', '三', ...all('一', 2), ...all('二', 6), ...all('三', 4)],
      ...items({ '二(一)': [1, 2, 3, 4, 5], '二(二)': [6, 7, 8, 9], '二(三)': [10, 11, 12], '二(四)': [13, 14, 15] }),
      ...items({ '二(五)': [16], '二(六)': [17] }),
    ],
    period: ['2019-01-01', '2019-01-01', end2020],
    facts: [
      ['一(二)', /县域内就诊率（全部/, '>=', 90, 'percent', end2020],
      ['一(二)', /县域内就诊率（住院/, '>=', 90, 'percent', end2020],
      ['一(二)', /全省.*薄弱专科/, '>=', 200, 'count', end2020],
      ['一(二)', /县医院达到三级医院能力的县/, '>=', 33.3, 'percent', end2020],
      ['一(二)', /县中医院达到三级中医医院能力的县/, '>=', 33.3, 'percent', end2020],
      ['一(二)', /县医院达到能力基本标准的县/, '>=', 90, 'percent', end2020],
      ['一(二)', /县中医院达到能力基本标准的县/, '>=', 90, 'percent', end2020],
      ['一(二)', /本县.*薄弱专科/, 'rises', null, 'count', end2020],
      ['一(二)', /县医院达到三级医院能力$/, '>=', 1, 'yes', end2020],
      ['一(二)', /县中医院达到三级中医医院能力$/, '>=', 1, 'yes', end2020],
      ['一(二)', /县医院达到能力基本标准$/, '>=', 1, 'yes', end2020],
      ['一(二)', /县中医院达到能力基本标准$/, '>=', 1, 'yes', end2020],
      ['二(一)1', /内科专科/, 'rises', null, 'count', end2020],
      ['二(三)11', /本县.*医共体/, '>=', 1, 'yes', end2020],
      ['二(一)1', /一级科目/, '>=', 16, 'count', end2020],
      ['二(一)1', /二级科目/, 'rises', null, 'count', end2020],
      ['二(一)1', /中医院设置的科室/, '>=', 14, 'count', end2020],
      ['二(一)2', /选定的薄弱专科/, '>=', 3, 'count', end2020],
      ['二(一)5', /微创/, 'rises', null, 'percent', end2020],
      ['二(三)11', /每市.*医共体/, '>=', 1, 'count', '2019-12-31'],
      ['二(三)11', /建成紧密型医共体的县/, '>=', 100, 'percent', end2020],
      ['二(三)12', /帮扶的薄弱专科/, '>=', 3, 'count', end2020],
      ['二(三)12', /骨干医师/, '>=', 10, 'count', end2020],
      ['二(六)17', /债务/, 'falls', null, 'percent', end2020],
    ],
    steps: [
      [
        '二(三)12',
        /骨干医师/,
        [
          ['2019-12-31', 10],
          [end2020, 10],
        ],
      ],
    ],
    said: [
      ['二(一)2', /薄弱专科/, /3—4个.*近三年外转/],
      ['二(三)11', /建成紧密型医共体的县/, /全面推开/],
      ['二(三)12', /骨干医师/, /每年/],
      ['一(二)', /三级医院能力的县/, /三分之一/],
    ],
    computed: ['in-county-care-rate', 'in-county-care-rate/inpatient', 'debt-ratio'],
    duties: [
      ['三(三)', /中期评估/, 'once', '2019-01-01', '2019-12-31', 'owed'],
      ['三(三)', /总结评估/, 'once', '2020-10-01', end2020, 'owed'],
      ['二(三)11', /每市/, 'once', '2019-01-01', '2019-12-31'],
      ['二(三)11', /全面推开/, 'once', '2020-01-01', end2020],
      ['二(三)12', /当年/, 'year', '2019-01-01', end2020],
      ['二(一)2', /近三年外转/, 'once', '2019-01-01', end2020],
    ],
    phases: [
      ['2019-01-01', '2019-12-31'],
      ['2020-01-01', end2020],
      ['2020-10-01', end2020],
    ],
  },
}

const planOf = (code: string) =>
  PlanTemplate.parse(parse(readFileSync(new URL(`../../../plans/${code}.yaml`, import.meta.url), 'utf8')) as unknown)

describe.each(Object.entries(documents))('%s holds what its document says', (code, document) => {
  const plan = planOf(code)
  const numberOf = new Map(plan.clauses.map(({ id, number }) => [id, number]))
  /** The only one of a list that is of the clause and has the words. */
  const only = <T extends { clause: string; text: readonly [string, string] }>(list: readonly T[], number: string, words: RegExp): T => {
    const found = list.filter(({ clause, text }) => numberOf.get(clause) === number && words.test(text[0]))
    expect(found, `${number} ${words.source}`).toHaveLength(1)
    return found[0]!
  }

  it('has its clauses, and its days', () => {
    expect(plan.clauses.map(({ number }) => number).toSorted()).toEqual(document.numbers.toSorted())
    expect([plan.issued, plan.from, plan.to]).toEqual(document.period)
    expect(plan.phases.map(({ from, to }) => [from, to])).toEqual(document.phases)
  })
  it.each(document.facts)('%s %s %s %s %s until %s', (number, words, comparator, value, unit, deadline) => {
    const target = only(plan.targets, number, words)
    expect([target.comparator, target.value ?? null, target.unit, target.deadline ?? plan.to]).toEqual([comparator, value, unit, deadline])
  })
  it('says in words what no single value holds, and computes what the library can', () => {
    for (const [number, words, says] of document.said) expect(only(plan.targets, number, words).reading?.[0]).toMatch(says)
    const indicators = plan.targets.flatMap(({ measure }) => ('indicator' in measure ? [measure] : []))
    expect(indicators.map(({ indicator, variant }) => (variant ? `${indicator}/${variant}` : indicator))).toEqual(document.computed)
  })
  it('tells everything in Chinese and in English', () => {
    const words = [...plan.clauses.flatMap(({ title, text }) => [title, text]), ...[...plan.targets, ...plan.tasks].map(({ text }) => text)]
    expect(words.filter(([zh, en]) => !/[\u4e00-\u9fff]/.test(zh) || /[\u4e00-\u9fff]{3}/.test(en))).toEqual([])
  })
  it('goes in the steps that are named', () => {
    for (const [number, words, steps] of document.steps ?? [])
      expect(only(plan.targets, number, words).milestones.map(({ day, value }) => [day, value])).toEqual(steps)
  })
  it.each(document.duties)('%s %s %s from %s to %s', (number, words, every, from, to, owed) => {
    const task = only(plan.tasks, number, words)
    expect([task.every, task.from ?? plan.from, task.to ?? plan.to, task.report === true]).toEqual([every, from, to, owed === 'owed'])
    expect(task.units.length).toBeGreaterThan(0)
  })
  it('has something to do in every item, and somebody who answers for it', () => {
    const items = plan.clauses.filter(({ number }) => /\d$/.test(number))
    expect(items.filter(({ id }) => !plan.tasks.some(({ clause }) => clause === id)).map(({ number }) => number)).toEqual([])
    expect(items.filter(({ units }) => !units.length).map(({ number }) => number)).toEqual([])
  })
})

it('reports of the three-year action are due on the last day of November', () => {
  const report = planOf('county-capability-2023').tasks.find(({ code }) => code === 'year-report')
  expect([report?.every, report?.due, report?.units]).toEqual(['year', '11-30', ['county-hospital', 'tcm-hospital', 'maternal-centre']])
})
