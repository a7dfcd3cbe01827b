import { expect, it } from 'vitest'
import { bulletinOf, indicatorSentence } from './bulletin.ts'
import type { CountiesCompared, PrefectureBoard, PrefectureTarget } from './contract.ts'

const counties = ['甲县', '乙县', '丙县', '丁县', '戊县', '己县', '庚县'].map((name, i) => ({ id: String(i + 1), name }))
const names = new Map(counties.map(({ id, name }) => [id, name]))
const compared = (
  values: readonly (number | null)[],
  before: readonly (number | null)[],
  more: Partial<CountiesCompared> = {},
): CountiesCompared => ({
  ...{ code: 'care', text: ['县域就诊率', 'In-county care rate'], unit: 'percent', better: 'higher', whole: 90 },
  values: values.map((value, i) => ({ county: String(i + 1), value, lastYear: before[i] ?? null, series: [] })),
  ...more,
})
const care = compared([95, 91, 90, 88, 86, 84, 80], [94, 85, 90, 88, 89, 84, 80])
const board = (change: Partial<PrefectureBoard> = {}): PrefectureBoard => ({
  ...{ today: '2026-11-22', at: '', year: '2026', month: '2026-10', quarters: [], counties, indicators: [care], others: [] },
  ...{ matrix: [], targets: [] },
  ...change,
})

it('an indicator says the whole, who leads and who is behind, who improved and who fell back most', () => {
  expect(indicatorSentence(care, names)).toBe(
    '县域就诊率：全市90.0%；居前的是甲县（95.0%）、乙县（91.0%）、丙县（90.0%）；居后的是戊县（86.0%）、己县（84.0%）、庚县（80.0%）；改善最多的是乙县（+6.0个百分点）；不利变化最大的是戊县（−3.0个百分点）。',
  )
})

it('where less is better, the least leads and a rise is for the worse', () => {
  const cost = compared([100, 120, 150], [110, 100, 150], { unit: 'yuan', better: 'lower', text: ['次均费用', 'Cost'], whole: 118 })
  expect(indicatorSentence(cost, names)).toBe(
    '次均费用：全市118.00元；居前的是甲县（100.00元）；居后的是丙县（150.00元）；改善最多的是甲县（−9.1%）；不利变化最大的是乙县（+20.0%）。',
  )
})

it('where neither is better nobody leads, and nobody is said to have improved', () => {
  const visits = compared([3, 5], [1, 9], { unit: 'count', better: 'neither', text: ['就诊人次', 'Visits'], whole: null })
  expect(indicatorSentence(visits, names)).toBe('就诊人次：较高的是乙县（5）；较低的是甲县（3）。')
})

it('a county without a value is not among the last: it stands among those that reported nothing', () => {
  const some = compared([95, 91, null], [null, null, null])
  expect(indicatorSentence(some, names)).not.toContain('丙县')
  const text = bulletinOf(board({ counties: counties.slice(0, 3), indicators: [some] }), '某市')
  expect(text).toContain('以下县（市、区）有指标或目标暂无数据：丙县（1项）。')
})

it('what is hidden for the few persons behind it is not called unreported', () => {
  const values = care.values.map((one) => (one.county === '3' ? { ...one, value: null, few: true as const } : one))
  expect(bulletinOf(board({ indicators: [{ ...care, values }] }), '某市')).toContain('各县（市、区）数据均已报送。')
})

it('targets that are counted over counties name those that lack them; a met one is only counted', () => {
  const target: Omit<PrefectureTarget, 'status' | 'missing'> = {
    code: 'c',
    plan: { id: 'p', name: ['方案', 'Plan'] },
    text: ['有胸痛中心的县', 'Counties'],
    comparator: '>=',
    value: 7,
    unit: 'count',
    deadline: '2025-12-31',
    why: ['', ''],
  }
  const text = bulletinOf(
    board({
      targets: [
        { ...target, status: 'behind', now: 5, missing: counties.slice(5) },
        { ...target, status: 'met', now: 7, missing: [], text: ['有卒中中心的县', 'Stroke'] },
        { ...target, status: 'behind', now: 19, value: 20, missing: [{ ...counties[0]!, lacks: 1 }], text: ['达标的卫生院', 'Centres'] },
      ],
    }),
    '某市',
  )
  expect(text).toContain('市级目标共3项：已达标1项，按进度推进0项，落后2项，暂无数据0项。')
  expect(text).toContain('有胸痛中心的县：现为5，目标≥7，尚缺己县、庚县。')
  expect(text).toContain('达标的卫生院：现为19，目标≥20，尚缺甲县（1家）。')
  expect(text).not.toContain('有卒中中心')
})

it('one page: a title, the day, and six indicators at most', () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ ...care, code: `care-${i}` }))
  const text = bulletinOf(board({ indicators: many }), '岚川市')
  expect(text.split('\n')[0]).toBe('关于2026年1—11月岚川市各县（市、区）卫生健康工作进展情况的通报')
  expect(text.split('\n').at(-1)).toBe('2026年11月22日')
  expect(text.match(/县域就诊率/g)).toHaveLength(6)
  expect(bulletinOf(board({ indicators: many }), '岚川市', ['care-3']).match(/县域就诊率/g)).toHaveLength(1)
})
