import { expect, it } from 'vitest'
import { lastYearWords, planWords, short, usualWords } from './sentences.ts'
import { usualOf } from './usual.ts'

const usual = usualOf([100, 104, 96, 101, 99, 103, 97, 100], true)
it('a day is told against its weekday, in whole numbers', () => {
  expect(usualWords(70, usual, '2026-11-21', 'count')).toEqual(['低于周六常见的 80–120', 'Below 80–120, usual on Saturdays'])
  expect(usualWords(100, usual, '2026-11-22', 'count')[0]).toBe('在周日常见的 80–120 之内')
  expect(usualWords(100, undefined, '2026-11-22', 'count')[0]).toBe('同一星期几还不足四周，不能比较')
})

it('last year is told in percent, of shares in points; without it nothing is compared', () => {
  expect(lastYearWords(110, 100, 'count')[0]).toBe('比去年同期多 10%')
  expect(lastYearWords(58.1, 60.4, 'percent')).toEqual(['比去年同期少 2.3 个百分点', '2.3 points less than in the same days last year'])
  expect(lastYearWords(5, null, 'count')[0]).toBe('没有去年同期可比')
  expect(lastYearWords(null, 4, 'count')[0]).toBe('没有数据')
})

it('a plan says what it wants today and how much is short; sums of money are told in ten thousands', () => {
  const word = { plan: 'p', target: 't', name: ['计', 'p'], value: 90, planned: 80, deadline: '2027-12-31', status: 'behind' } as const
  expect(planWords(word, 76.8, 'percent')![0]).toBe('计划今天应到 80.0%，按其口径现为 76.8%')
  expect(planWords(word, 79.98, 'percent')![0]).toBe('略低于计划今天的 80.0%')
  expect(planWords({ ...word, status: 'met' }, 92, 'percent')![0]).toBe('已达到计划目标 90.0%')
  expect(planWords({ ...word, status: 'no-data' }, null, 'percent')).toBeUndefined()
  expect(short(1_234_567, 'yuan')).toEqual(['123.5 万元', '¥1,235k'])
})
