import { expect, it } from 'vitest'
import { readerOf, resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { populationView } from '../../../capabilities/population/views.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { compileView } from '../../../fhir/view-definition.ts'
import { divisionsFrom } from '../divisions.ts'
import { population } from './population.ts'

const line = { 截止日期: '2025-12-31', 乡镇代码: '141099100', 年龄组: '60-64', 性别: '男', 常住人口: '1250', 户籍人口: '1380' }
const listed = divisionsFrom('141099', ['141099100', '141099101', '141099100200'])
const read = readerOf(population, rowContext(), listed)
const rows = compileView(populationView.definition).rows

it('makes two groups, those who live here and those who are registered, and the view reads them back', () => {
  const groups = resourcesOf(read(line))
  expect(groups.flatMap((g) => validate(g).filter((i) => i.severity === 'error'))).toEqual([])
  expect(groups.flatMap(rows)).toEqual([
    { at: '2025-12-31', kind: 'resident', township: '141099100', age: 60, sex: 'male', persons: 1250 },
    { at: '2025-12-31', kind: 'registered', township: '141099100', age: 60, sex: 'male', persons: 1380 },
  ])
})

it('takes an age group by its first age or its range; the last is open; nobody is a number too', () => {
  const eldest = resourcesOf(read({ ...line, 年龄组: '85+', 性别: '女', 常住人口: '0' }))
  expect(eldest.flatMap((g) => validate(g).filter((i) => i.severity === 'error'))).toEqual([])
  expect(rows(eldest[0])).toMatchObject([{ age: 85, sex: 'female', persons: 0 }])
  expect(resourcesOf(read({ ...line, 年龄组: '85', 性别: '2', 常住人口: '0' }))).toEqual(eldest)
})

it.each([
  [{ 乡镇代码: '141099102' }, '乡镇代码 division'],
  [{ 乡镇代码: '141098100' }, '乡镇代码 division'],
  [{ 截止日期: '2026-07-01' }, '截止日期 future'],
  [{ 年龄组: '60-65' }, '年龄组 code'],
  [{ 常住人口: '-1' }, '常住人口 integer'],
])('refuses %j by %s', (change, rule) => {
  expect(rulesOf(read({ ...line, ...change }))).toEqual([rule])
})

it('without a table of divisions, the county’s own first six digits decide', () => {
  const unlisted = readerOf(population, rowContext(), divisionsFrom('141099', []))
  expect(rulesOf(unlisted({ ...line, 乡镇代码: '141099777' }))).toEqual([])
  expect(rulesOf(unlisted({ ...line, 乡镇代码: '141098100' }))).toEqual(['乡镇代码 division'])
})
