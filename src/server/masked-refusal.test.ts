import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fhir } from '../adapters/files/kinds/fhir.ts'
import { frontPages } from '../adapters/files/kinds/front-pages.ts'
import { residents } from '../adapters/files/kinds/residents.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { maskRefusal } from './masked-refusal.ts'

const message = ['不对', 'Wrong'] as const
const shown = (kind: Parameters<typeof maskRefusal>[0], column: string, value: string) =>
  maskRefusal(kind, 'masked', { column, value, message }).value

it.each([
  [visits, '证件号码', '141099199908020020', '141099********0020'],
  [visits, '证件号码', '1410991979041800', '14************00'],
  [visits, '姓名', '张三丰', '张*丰'],
  [frontPages, 'XM', '张三', '张*'],
  [frontPages, 'LXRXM', '李四', '李*'],
  [frontPages, 'DH2', '13800001234', '138****1234'],
  [frontPages, 'XZZ', '青原县东街 1 号', '***'],
  [residents, '电话', '13800001234', '138****1234'],
  [fhir, 'resource', '{"resourceType":"Patient","name":[{"text":"张三"}]}', '***'],
])('masks what says who somebody is: %#', (kind, column, value, masked) => {
  expect(shown(kind, column, value)).toBe(masked)
})

it('masks persons whom a shifted row moved under another column, in the value and in the words', () => {
  expect(shown(visits, '性别', '张三丰')).toBe('张*丰')
  expect(shown(visits, '险种', '141099197701070024')).toBe('141099********0024')
  const wrong = {
    column: '诊断编码',
    value: '141099197701070024',
    message: ['不是规范的编码：141099197701070024', 'No code: 141099197701070024'] as const,
  }
  expect(maskRefusal(visits, 'none', wrong).message).toEqual(['不是规范的编码：141099********0024', 'No code: 141099********0024'])
})

it('leaves what tells nothing of a person, so that a file can be mended', () => {
  for (const [column, value] of [
    ['就诊类别', '复诊'],
    ['险种', '城乡居民'],
    ['总费用', '-239.47'],
    ['就诊时间', '2025-02-30'],
    ['诊断编码', '38.45'],
    ['就诊号', '20260528000003'],
    ['姓名', ''],
  ] as const)
    expect(shown(visits, column, value)).toBe(value)
})

it('no ID number is ever shown whole to those who see persons masked, wherever it stands; those who see them whole see all', () => {
  const person = fc.tuple(
    fc.constantFrom(...Object.keys(visits.columns), 'unknown'),
    fc.integer({ min: 1, max: 999 }),
    fc.string({ maxLength: 5 }),
  )
  fc.assert(
    fc.property(person, ([column, n, around]) => {
      const card = makeIdCard('141099', '1956-03-08', n)
      const refusal = { column, value: `${around} ${card}`, message: [`不对：${card}`, `Wrong: ${card}`] as const }
      const masked = maskRefusal(visits, 'masked', refusal)
      expect(JSON.stringify(masked)).not.toContain(card)
      expect(maskRefusal(visits, 'full', refusal)).toBe(refusal)
    }),
  )
})
