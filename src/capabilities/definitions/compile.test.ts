import { describe, expect, it } from 'vitest'
import { admissions } from '../admissions/index.ts'
import { population } from '../population/index.ts'
import { resources } from '../resources/index.ts'
import { visits } from '../visits/index.ts'
import { compileDefinition, type Problem } from './compile.ts'
import { type Library, libraryOf } from './library.ts'
import type { Content, Part } from './shape.ts'

const library: Library = libraryOf([visits, admissions, resources, population])
const part = (more: Partial<Part> = {}): Part => ({ name: 'a', kind: 'count', view: 'visit', where: '', ...more })
const content = (more: Partial<Content> = {}): Content => ({
  name: '测试',
  definition: '测试',
  source: '本县',
  unit: 'count',
  better: 'neither',
  from: '2025-01-01',
  by: 'institution',
  parts: [part()],
  numerator: 'local.a',
  ...more,
})
const compiled = (more: Partial<Content> = {}) => {
  const read = compileDefinition('local-x', content(more), library)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.compiled
}
const problems = (more: Partial<Content>): readonly Problem[] => {
  const read = compileDefinition('local-x', content(more), library)
  return 'problems' in read ? read.problems : []
}

describe('a definition becomes groups and an indicator', () => {
  it('one group for each view and for rows and persons of it', () => {
    const { measures } = compiled({
      parts: [
        part({ where: "类别 = '急诊'" }),
        part({ name: 'b', kind: 'sum', column: 'total_fen', where: "class = 'AMB'" }),
        part({ name: 'c', kind: 'persons', label: '有就诊的人' }),
        part({ name: 'd', view: 'admission', kind: 'sum', column: 'days' }),
      ],
      numerator: 'local.a',
    })
    expect(measures).toMatchObject([
      {
        name: 'local-x-visit-rows',
        view: 'visit',
        list: 'visits',
        parts: {
          a: { text: ["就诊列表（类别 = '急诊'）", "Visits (类别 = '急诊')"], where: "f.class = 'EMER'" },
          b: { where: "f.class = 'AMB'", add: 'f.total_fen' },
        },
      },
      {
        name: 'local-x-visit-persons',
        kind: 'distinct',
        view: 'visit',
        list: 'visits',
        parts: { c: { text: ['有就诊的人', '有就诊的人'] } },
      },
      { name: 'local-x-admission-rows', view: 'admission', list: 'admissions', parts: { d: { add: 'f.days' } } },
    ])
  })

  it('its own parts stand under the names of their groups in every expression', () => {
    const { indicators } = compiled({
      parts: [part(), part({ name: 'b', kind: 'persons' })],
      numerator: 'local.a@primary + prev(local.a) * 2',
      denominator: 'local.b + visits.count@primary.inside',
      formula: '(local.a - local.a@primary) / visits.count',
      scale: 100,
      unit: 'percent',
      to: '2026-12-31',
    })
    expect(indicators).toMatchObject([
      {
        code: 'local-x',
        theme: 'local',
        text: ['测试', '测试'],
        numerator: 'local-x-visit-rows.a@primary + prev(local-x-visit-rows.a) * 2',
        denominator: 'local-x-visit-persons.b + visits.count@primary.inside',
        formula: '(local-x-visit-rows.a - local-x-visit-rows.a@primary) / visits.count',
        scale: 100,
        to: '2026-12-31',
      },
    ])
  })

  it('a group knows where people live when the indicator goes by residence, or when a condition asks the person', () => {
    expect(compiled({ by: 'residence' }).measures[0]).toMatchObject({ residence: true })
    const { measures } = compiled({ parts: [part({ where: '年龄 >= 65' }), part({ name: 'b', kind: 'persons' })] })
    expect(measures[0]).toMatchObject({ residence: true, parts: { a: { where: 'extract(year from age(f.day, d.birth)) >= 65' } } })
    expect(measures[1]).not.toHaveProperty('residence')
  })

  it('admissions have an age of their own: the one on the form', () => {
    const { measures } = compiled({ parts: [part({ view: 'admission', where: "age >= 65 and 性别 = '女'" })] })
    expect(measures[0]).toMatchObject({ parts: { a: { where: "(f.age >= 65 and d.sex = 'female')" } } })
  })
})

describe('a mistake is refused with its place', () => {
  it.each<[string, Partial<Content>, string, number | undefined]>([
    ['an own part that is not there', { numerator: 'visits.count - local.b' }, 'numerator', 15],
    ['a part the house does not have', { denominator: 'visits.counts' }, 'denominator', 0],
    ['an expression that is not finished', { formula: 'local.a +' }, 'formula', 9],
    ['a selector there is not', { numerator: 'local.a@somewhere' }, 'numerator', 8],
    ['a numerator of no part', { numerator: '1' }, 'numerator', 0],
    ['a column there is not', { parts: [part({ where: "class = 'AMB' and colour = 'x'" })] }, 'parts.0.where', 18],
    ['a view there is not', { parts: [part({ view: 'organization' })] }, 'parts.0.view', undefined],
    ['a name twice', { parts: [part(), part()] }, 'parts.1.name', undefined],
    ['a sum of nothing', { parts: [part({ kind: 'sum' })] }, 'parts.0.column', undefined],
    ['a sum of texts', { parts: [part({ kind: 'sum', column: 'class' })] }, 'parts.0.column', undefined],
    ['persons where there are none', { parts: [part({ kind: 'persons', view: 'bed_month' })] }, 'parts.0.kind', undefined],
    ['residence of what belongs to nobody', { by: 'residence', parts: [part({ view: 'bed_month' })] }, 'parts.0.view', undefined],
    ['a house part that is not by residence', { by: 'residence', denominator: 'beds.open' }, 'denominator', 0],
    ['persons of some institutions', { parts: [part({ kind: 'persons' })], numerator: 'local.a@primary' }, 'numerator', 0],
    ['persons at the end of a period', { parts: [part({ kind: 'persons' })], numerator: 'end(local.a)' }, 'numerator', 4],
    ['an end before the beginning', { to: '2024-12-31' }, 'to', undefined],
  ])('%s', (_, more, path, at) => {
    const found = problems(more)
    expect(found.map((p) => [p.path, p.at])).toEqual([[path, at]])
    expect(found[0]!.text).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]/)])
  })

  it('all mistakes at once', () => {
    expect(problems({ numerator: 'local.q', denominator: 'x', parts: [part({ where: 'q' })] }).map((p) => p.path)).toEqual([
      'parts.0.where',
      'numerator',
      'denominator',
    ])
  })
})

it('the library is plain data: what the page reads over the line is what the server knows', () => {
  expect(JSON.parse(JSON.stringify(library))).toEqual(library)
  const visit = library.views.find((v) => v.name === 'visit')!
  expect(visit.columns.find((c) => c.name === 'department')).toMatchObject({ text: ['科室', 'Department'], names: ['科室'] })
  expect(visit.columns.map((c) => c.name)).not.toContain('patient_id')
  expect(library.groups.find((g) => g.name === 'visits')?.parts.find((p) => p.name === 'count')?.text).toBeDefined()
})
