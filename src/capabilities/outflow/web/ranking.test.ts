import { describe, expect, it } from 'vitest'
import { say as inWords, type Text } from '../../../kernel/grammar/texts.ts'
import type { Figures, Ranked, Specialty } from '../shape.ts'
import { others } from '../small.ts'
import { texts } from '../texts.ts'
import { changeOf, groupsOf, rankingSheet, sorted } from './columns.ts'
import { rowsBehind } from './links.ts'
import { reasonOf } from './Specialties.tsx'

const say = (text: Text, values?: Readonly<Record<string, string | number>>) => inWords(text, 'zh', values)
const year = (cases: number, all: number, totalFen: number): Figures => ({
  cases,
  persons: cases,
  totalFen,
  fundFen: totalFen / 2,
  selfFen: 0,
  all,
})
const row = (id: string, years: Ranked['years']): Ranked => ({ id, name: [id, id], years })
const total: Ranked['years'] = [year(10, 100, 1_000_000), year(0, 0, 0), year(40, 100, 8_000_000)]
const lung = row('C34', [year(2, 8, 4_000_000), year(0, 0, 0), year(3, 4, 9_000_000)])
const others_ = row(others, [year(8, 92, 0), year(0, 0, 0), year(37, 96, 0)])

describe('the table', () => {
  it('on paper is what it is on the screen; a year of which nothing is known is empty, not 0', () => {
    const sheet = rankingSheet([lung], groupsOf('cases', texts.left), {
      ...{ total, labels: ['23', '24', '25'], head: texts.disease, nameOf: ({ id }) => id, say },
    })
    expect(sheet[0]!.slice(0, 5)).toEqual(['编码', '病种', '外转人次 23', '外转人次 24', '外转人次 25'])
    expect(sheet[1]).toEqual(['C34', 'C34', 2, null, 3, 20, null, 7.5, 25, null, 75, 20_000, null, 30_000, 2, null, 4.5, 50])
    expect(sheet[2]!.slice(0, 5)).toEqual(['', '合计', 10, null, 40])
  })
  it('is sorted by the third year of what is chosen, those of few persons last', () => {
    const many = row('R51', [year(1, 1, 0), year(1, 1, 0), year(9, 90, 0)])
    const by = (name: string) => groupsOf('cases', texts.left).find((group) => group.name === name)
    expect(sorted([others_, lung, many], by('cases'), total).map(({ id }) => id)).toEqual(['R51', 'C34', others])
    expect(sorted([others_, lung, many], by('left'), total).map(({ id }) => id)).toEqual(['C34', 'R51', others])
  })
  it('has no change where there was nothing before', () => {
    expect(changeOf(row('a', [year(0, 0, 0), year(1, 1, 0), year(2, 2, 0)]))).toBeNull()
  })
})

describe('a figure opens onto its rows', () => {
  const answer = {
    years: [
      ['2023-03', '2024-02'],
      ['2024-03', '2025-02'],
      ['2025-03', '2026-02'],
    ] as const,
  }
  const asked = (...args: Parameters<typeof rowsBehind>) => Object.fromEntries(new URL(rowsBehind(...args) ?? '', 'http://x').searchParams)
  it('of that year and disease, with every filter kept', () => {
    expect(asked(answer, { place: '3', township: '141099100', institution: 'h1' }, 'disease', lung, 2)).toEqual({
      ...{
        part: 'stays.province',
        period: '2026-02',
        grain: 'rolling',
        disease: 'C34',
        org: 'h1',
        by: 'residence',
        township: '141099100',
      },
    })
    expect(asked(answer, { disease: 'C34' }, 'place', row('2', total), 0)).toEqual({
      ...{ part: 'stays.prefecture', period: '2024-02', grain: 'rolling', disease: 'C34' },
    })
    expect(asked(answer, {}, 'disease', undefined, 1)).toEqual({ part: 'stays.away', period: '2025-02', grain: 'rolling' })
  })
  it('unless no list can be asked for it', () => {
    for (const id of [others, '', 'C00-D48']) expect(rowsBehind(answer, {}, 'disease', row(id, total), 2)).toBeUndefined()
  })
})

it('a specialty says why it counts as lacking, and who has it', () => {
  const one = (change: Partial<Specialty>): Specialty => ({ ...row('04.02', total), reasons: [], at: [], stayed: 41.26, ...change })
  expect(reasonOf(one({ reasons: ['none', 'share'] }), say)).toBe('县内没有这个科目；留县率只有 41.3%')
  expect(reasonOf(one({ reasons: ['general'] }), say)).toBe('县内只有上级科目“外科”')
  expect(reasonOf(one({ at: ['县医院', '中医院'] }), say)).toBe('县内有：县医院、中医院')
})
