import { ageWords } from '../../../capabilities/population/ages.ts'
import { populationGroup } from '../../../capabilities/population/fhir.ts'
import { countyDivisions, type Divisions, notHere } from '../divisions.ts'
import { defineKind } from '../kind.ts'
import { sexColumn } from '../person-columns.ts'
import { future } from '../times.ts'

/** How many people there are (by township, five-year age group and sex): two Groups a line, those who live here and those who are registered. */
export const population = defineKind({
  name: 'population',
  text: ['人口', 'Population'],
  columns: {
    截止日期: {
      type: 'day',
      text: ['统计截止日期', 'Day the count is of'],
      names: ['统计日期', '时点', '截止时间'],
      required: true,
      example: '2025-12-31',
    },
    乡镇代码: {
      type: 'division9',
      text: ['乡镇（街道）代码，9 位', 'Township code, 9 digits (GB/T 10114)'],
      names: ['乡镇', '街道代码', 'XZDM'],
      required: true,
      example: '141099100',
    },
    年龄组: {
      type: 'code',
      text: ['五岁一组，写首岁或区间', 'Five-year age group: its first age or its range'],
      names: ['年龄段', '年龄分组'],
      codes: ageWords,
      required: true,
      example: '60-64',
    },
    性别: { ...sexColumn, required: true },
    常住人口: { type: 'integer', text: ['常住人口数', 'People who live here'], names: ['常住人口数'], required: true, example: '1250' },
    户籍人口: { type: 'integer', text: ['户籍人口数', 'People registered here'], names: ['户籍人口数'], required: true, example: '1380' },
  },
  extra: countyDivisions,
  read(row, context, refuse, divisions: Divisions) {
    const { 截止日期: day, 乡镇代码: township, 年龄组: age, 性别: sex } = row
    if (future(day, context)) refuse('截止日期', 'future', ['日期晚于今天', 'Lies in the future'])
    if (!divisions.has(township)) refuse('乡镇代码', 'division', notHere)
    const group = (kind: 'resident' | 'registered', persons: number) => ({
      resource: populationGroup({
        id: context.id('population', kind, `${day}|${township}|${age}|${sex}`),
        day,
        township,
        age: Number(age),
        sex: sex as '1' | '2',
        kind,
        persons,
      }),
      owner: 'population',
    })
    return [group('resident', row.常住人口), group('registered', row.户籍人口)]
  },
})
