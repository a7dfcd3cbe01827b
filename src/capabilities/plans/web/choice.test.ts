import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lacking, milestonesOf, milestonesText, proposed, says, within } from './choice.ts'

it('milestones are typed as day and value, one a line; a wrong line is named', () => {
  expect(milestonesOf('2026-12-31 85%\n\n2027-06-30，88.5')).toEqual({
    points: [
      { day: '2026-12-31', value: 85 },
      { day: '2027-06-30', value: 88.5 },
    ],
  })
  expect(milestonesOf('2026-12-31 85\n2026-13-01 90')).toEqual({ wrong: 2 })
  expect(milestonesOf('2026-12-31')).toEqual({ wrong: 1 })
})

it('what is written is read back the same', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  const point = fc.record({ day: day.map((at) => at.toISOString().slice(0, 10)), value: fc.integer({ min: -1000, max: 100_000 }) })
  fc.assert(
    fc.property(fc.array(point, { maxLength: 10 }), (points) => void expect(milestonesOf(milestonesText(points))).toEqual({ points })),
  )
})

it('a choice lacks its reason, or half of its starting point', () => {
  expect(lacking({ code: 'a', left: ' ' })).toBe('left')
  expect(lacking({ code: 'a', baseline: { day: '', value: 3 } })).toBe('baseline')
  expect(lacking({ code: 'a', value: 3 })).toBeUndefined()
  expect([says({ code: 'a' }), says({ code: 'a', value: 0 })]).toEqual([false, true])
})

it('a unit is proposed where its classes, or its name, mean one organisation of the county', () => {
  const organizations = [
    { id: 'abroad', level: 'province', name: '省外' },
    { id: 'prefecture', level: 'prefecture', name: '岚川市' },
    { id: 'city-hospital', level: 'institution', type: 'A100', parent: 'prefecture', name: '岚川市人民医院' },
    { id: 'county', level: 'county', parent: 'prefecture', name: '青原县' },
    { id: 'bureau', level: 'institution', parent: 'county', name: '青原县卫生健康局' },
    { id: 'hospital', level: 'institution', type: 'A100', parent: 'county', name: '青原县人民医院' },
    { id: 'east', level: 'institution', type: 'C220', parent: 'county', name: '东坪乡卫生院' },
    { id: 'west', level: 'institution', type: 'C220', parent: 'county', name: '白马乡卫生院' },
  ]
  const own = within(organizations)
  expect(own.map(({ id }) => id)).toEqual(['prefecture', 'county', 'bureau', 'hospital', 'east', 'west'])
  const of = (name: string, kinds?: string[]) => proposed({ text: [name, ''], kinds }, own)
  expect(of('县人民医院', ['A1'])).toBe('hospital')
  expect(of('县人民政府', ['county'])).toBe('county')
  expect(of('乡镇卫生院', ['C2', 'B1'])).toBeUndefined()
  expect(of('县卫生健康和体育局')).toBe('bureau')
  expect(of('县质控组织')).toBeUndefined()
})
