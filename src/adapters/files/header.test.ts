import { expect, it } from 'vitest'
import { makeIdCard } from '../../fhir/china/id-card.ts'
import { guessKind, propose } from './header.ts'
import { fromHeader, headerAt } from './header-row.ts'
import { defineKind } from './kind.ts'
import { kinds } from './kinds/index.ts'

const stays = defineKind({
  name: 'stays',
  text: ['住院', 'Stays'],
  columns: {
    就诊号: { type: 'text', text: ['就诊号', 'Visit number'], required: true, names: ['门诊号', '流水号'] },
    机构代码: { type: 'institution', text: ['机构', 'Institution'], required: true },
    证件号码: { type: 'id-card', text: ['身份证', 'ID card'], required: true },
    入院时间: { type: 'time', text: ['入院', 'Admitted'], required: true, names: ['RYSJ'] },
    出院时间: { type: 'time', text: ['出院', 'Discharged'] },
    性别: { type: 'code', text: ['性别', 'Sex'], codes: { 1: '男', 2: '女' } },
    总费用: { type: 'money', text: ['总费用', 'Total'], names: ['合计'] },
    药费: { type: 'money', text: ['药费', 'Drugs'], names: ['合计'] },
    医疗救助支付: { type: 'money', text: ['医疗救助', 'Aid'] },
    医疗机构支付: { type: 'money', text: ['机构承担', 'Paid by the house'] },
  },
  read: () => [],
})
const found = (
  header: readonly string[],
  ...rest: [samples?: readonly string[][], saved?: Record<string, string>, institutions?: string[]]
) => {
  const { proposals, ...others } = propose(stays, header, ...rest)
  return {
    ...others,
    positions: Object.fromEntries(others.positions),
    how: Object.fromEntries(proposals.map((p) => [p.column, `${p.at} ${p.how}${p.sure ? '' : '?'}`])),
  }
}

it('knows columns by their names, however they are dressed', () => {
  const header = ['\ufeff＊就诊号', '机构 代码（必填）', '证件号码*', '入院时间【yyyy-mm-dd】', '合计', '总费用(元)', '标签（性别）']
  expect(found(header)).toEqual({
    positions: { 就诊号: 0, 机构代码: 1, 证件号码: 2, 入院时间: 3, 总费用: 5, 性别: 6 },
    how: { 就诊号: '0 exact', 机构代码: '1 exact', 证件号码: '2 exact', 入院时间: '3 exact', 总费用: '5 exact', 性别: '6 exact' },
    missing: [],
    unknown: ['合计'],
    twice: [],
  })
})

it('knows them by other names, pinyin initials and names that DBF has cut', () => {
  expect(found(['流水号', 'jgdm', 'ZJHM', 'RYSJ', '医疗救助支', '医疗救助', '性别代码']).how).toEqual({
    就诊号: '0 alias',
    机构代码: '1 pinyin',
    证件号码: '2 pinyin',
    入院时间: '3 alias',
    医疗救助支付: '5 alias',
  })
  expect(found(['医疗救助支']).how).toEqual({ 医疗救助支付: '0 alias' })
  expect(found(['YLJZZF', 'YLJGZF']).how).toEqual({ 医疗救助支付: '0 pinyin', 医疗机构支付: '1 pinyin' })
})

it('looks at the values of what is left, and is not sure of it', () => {
  const card = (n: number) => makeIdCard('141099', '1950-01-01', n)
  const samples = [1, 2, 3, 4].map((n) => [`Z${n}`, card(n), 'QY0000038', '2026-01-05 08:30', n % 2 ? '男' : '女', '2026-01-05'])
  const result = found(['就诊号', 'A', 'B', 'C', 'D', 'E'], samples, {}, ['QY0000038'])
  expect(result.how).toEqual({ 就诊号: '0 exact', 证件号码: '1 values?', 机构代码: '2 values?', 入院时间: '3 values?', 性别: '4 values?' })
  expect(result).toMatchObject({ positions: { 就诊号: 0 }, missing: ['机构代码', '证件号码', '入院时间'], unknown: ['E'] })
  const two = samples.map((row) => [...row, '2026-01-06 09:00'])
  expect(found(['就诊号', 'A', 'B', 'C', 'D', 'E', 'F'], two).how).not.toHaveProperty('入院时间')
})

it('lets what was saved win', () => {
  const saved = { 就诊号: '编号', 总费用: '没有', 旧列: '就诊号' }
  expect(found(['就诊号', '编号', '总费用'], [], saved)).toMatchObject({
    how: { 就诊号: '1 saved', 总费用: '2 exact' },
    unknown: ['就诊号'],
  })
})

it('says which used headers stand twice, and of others nothing', () => {
  expect(found(['就诊号', '备注', '就诊号 ', '备注']).twice).toEqual(['就诊号'])
})

it('finds the kind of every template', () => {
  for (const kind of kinds) expect(guessKind(kinds, Object.keys(kind.columns))[0]?.kind.name).toBe(kind.name)
  expect(guessKind(kinds, ['甲', '乙'])).toEqual([])
})

it('passes over titles above the header, and keeps the lines', async () => {
  const rows = [['某某医院 2026 年 1 月住院登记', '', ''], [''], ['就诊号', '机构代码', '证件号码', '入院时间'], ['1', '2', '3', '4']]
  expect(headerAt([stays], rows)).toBe(2)
  expect(headerAt([stays], [[''], ['甲', '乙']])).toBe(1)
  expect(headerAt([stays], [['']])).toBe(-1)
  expect(headerAt(kinds, [['一月', ''], Object.keys(kinds[0]!.columns)])).toBe(1)
  expect(
    headerAt(
      [stays],
      [
        ['一月', ''],
        ['编号', '甲'],
      ],
      { 就诊号: '编号' },
    ),
  ).toBe(1)
  const kept = []
  for await (const row of fromHeader([stays], rows)) kept.push(row)
  expect(kept).toEqual([[''], [''], rows[2], rows[3]])
  const many = [...rows, ...Array.from({ length: 60 }, (_, i) => [String(i)])]
  const all = []
  for await (const row of fromHeader([stays], many)) all.push(row)
  expect(all.slice(2)).toEqual(many.slice(2))
})
