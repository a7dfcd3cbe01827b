import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BriefFacts, composeBrief, titleOf } from './compose.ts'
import { newsOf, notableOf, type Run } from './notable.ts'
import { amount, figureSentence } from './sentences.ts'
import type { BriefFigure } from './shape.ts'

const figure = (more: Partial<BriefFigure>): BriefFigure => ({
  code: 'primary-visit-share',
  name: '基层就诊率',
  nameEn: 'Primary visits',
  unit: 'percent',
  better: 'higher',
  value: 61.42,
  before: 61.4,
  lastYear: 60.2,
  ...more,
})

describe('a figure in words', () => {
  it('says a share in points, an amount in percent, and nothing of what cannot be compared', () => {
    expect(figureSentence(figure({}))).toBe('基层就诊率 61.4%，同比上升 1.2 个百分点')
    const visits = figure({ name: '就诊人次', unit: 'count', value: 12345, before: 13000, lastYear: null })
    expect(figureSentence(visits, '人次')).toBe('就诊 12,345 人次，环比下降 5.0%')
    expect(figureSentence(figure({ value: null }))).toBeUndefined()
  })
  it('says much money in 万元 and 亿元', () => {
    expect([amount(9999.5, 'yuan'), amount(1_234_500, 'yuan'), amount(234_567_890, 'yuan')]).toEqual([
      '9,999.50 元',
      '123.5 万元',
      '2.35 亿元',
    ])
  })
})

/** Three years whose change to the year before is `usual` give or take 0.2, and `last` in the last month. */
const run = (usual: number, last: number): Run => {
  const months: number[] = Array.from({ length: 12 }, (_, i) => 50 + (i % 3))
  for (let i = 12; i < 36; i++) months.push(months[i - 12]! + usual + (i % 5) * 0.1 - 0.2)
  months.push(months[24]! + last)
  return { figure: figure({ value: months[36]!, lastYear: months[24]! }), months }
}

describe('changes that matter', () => {
  it('are those out of the ordinary, not those that are merely large', () => {
    expect(notableOf([run(5, 5.1)], 4)).toEqual([])
    expect(notableOf([run(0, -4)], 4)[0]!.odds).toBeLessThan(-3.5)
  })
  it('an indicator of few months, without a value, or that never varied says nothing', () => {
    expect(notableOf([{ figure: figure({}), months: [1, 2, 3] }], 4)).toEqual([])
    expect(notableOf([{ figure: figure({}), months: [...run(0, -4).months.slice(0, -1), null] }], 4)).toEqual([])
    expect(notableOf([{ figure: figure({}), months: Array.from({ length: 37 }, () => 3) }], 4)).toEqual([])
  })
  it('are told only where a reader would see a difference', () => {
    const [small, large] = [run(0.1, 0.9), run(0.1, 1.5)]
    expect([notableOf([small], 4).length, newsOf([small], 4).length, newsOf([large], 4).length]).toEqual([1, 0, 1])
  })
  it('do not depend on the unit they are measured in', () =>
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.double({ min: -6, max: 6, noNaN: true }), (scale, last) => {
        const one = run(0.5, last)
        const other = { ...one, months: one.months.map((value) => (value ?? 0) * scale) }
        const odds = (of: Run) => notableOf([of], 1)[0]?.odds ?? 0
        expect(odds(other)).toBeCloseTo(odds(one), 3)
      }),
    ))
})

const facts: BriefFacts = {
  county: '清源县',
  month: '2026-10',
  figures: [figure({})],
  runs: [run(0, -4)],
  reasons: { 'primary-visit-share': '主要是县医院。' },
  plans: [
    {
      name: '三年行动',
      met: 3,
      onWay: 2,
      unknown: 1,
      over: false,
      behind: [{ name: '县域就诊率', stands: '现为 76.8%，目标 80%', heaviest: ['县医院'] }],
    },
  ],
  late: ['甲卫生院', '乙卫生院'],
  lateTasks: [],
}

describe('the brief', () => {
  it('numbers its sections and leaves out what has nothing to say', () => {
    expect(composeBrief(facts).map(({ heading }) => heading)).toEqual([
      '一、运行情况',
      '二、值得注意的变化',
      '三、方案目标进展',
      '四、下月需要抓紧的事',
    ])
    expect(titleOf('清源县', '2026-10')).toBe('清源县2026年10月医疗卫生服务运行简报')
  })
  it('says who is behind, why, and what is late', () => {
    const text = composeBrief(facts)
      .map((section) => section.text)
      .join('\n')
    for (const words of [
      '《三年行动》7 项目标：已达到 3 项，按进度推进 2 项，落后 1 项，暂无数据 1 项。',
      '落后较多的：县域就诊率现为 76.8%，目标 80%，主要在县医院。',
      '2026年10月月报尚未报齐：甲卫生院、乙卫生院',
      '主要是县医院。',
    ])
      expect(text).toContain(words)
  })
  it('says of plans whose time is over only how they ended', () => {
    const over = { name: '旧方案', met: 2, onWay: 0, unknown: 3, behind: [{ name: '甲', stands: '', heaviest: [] }], over: true }
    expect(composeBrief({ ...facts, plans: [over] }).map(({ text }) => text)).toContain(
      '期限已过的方案 1 个：已达到 2 项，未达到 1 项，暂无数据 3 项。',
    )
  })
  it('of nothing is nothing', () => expect(composeBrief({ ...facts, figures: [], runs: [], plans: [], late: [] })).toEqual([]))
})
