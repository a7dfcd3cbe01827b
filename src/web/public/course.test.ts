import { expect, it } from 'vitest'
import { courses } from './course.ts'

const box = { width: 106, height: 62 }
it('the first day stands left, the highest value on top; both lines share the scale', () => {
  const path = [
    { day: '2025-01-01', value: 80 },
    { day: '2025-12-31', value: 90 },
  ]
  const drawn = courses([{ day: '2025-01-01', value: 80 }], path, box)
  expect(drawn.path).toBe('M6.0 56.0L100.0 6.0')
  expect(drawn.end).toEqual([6, 56])
  expect(drawn.series).toBe('')
})

it('nothing known draws nothing; one value always is a level line', () => {
  expect(courses([], [], box)).toEqual({ series: '', path: '', end: undefined })
  const level = [
    { day: '2025-01-01', value: 5 },
    { day: '2025-02-01', value: 5 },
  ]
  expect(courses(level, [], box).series).toBe('M6.0 31.0L100.0 31.0')
})
