import { expect, it } from 'vitest'
import { institutions as codes } from '../../../../test/house.ts'
import { rowContext, rulesOf } from '../../../../test/rows.ts'
import { fromFhir } from '../../../capabilities/organisations/practitioner/fhir.ts'
import { Practitioner } from '../../../capabilities/organisations/practitioner/shape.ts'
import { postingView, staffView } from '../../../capabilities/resources/views.ts'
import { makeIdCard } from '../../../fhir/china/id-card.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { compileView } from '../../../fhir/view-definition.ts'
import type { AnyKind } from '../kind.ts'
import { type RowResult, rowReader, rowSurveyor } from '../reader.ts'
import { directoryOf } from './directory.ts'
import { type KnownPerson, peopleOf } from './people.ts'
import { postings } from './postings.ts'
import { staff } from './staff.ts'

const directory = directoryOf(141099, [
  ...Object.entries(codes).map(([id, code]) => ({
    organization: {
      id,
      code,
      state: 'active' as const,
      name: id,
      level: 'institution' as const,
      type: id === 'qy-b' ? 'C220' : 'A100',
      from: '2020-01-01',
      successors: [],
    },
    kept: false,
  })),
  {
    organization: {
      id: 'ward',
      code: 'QY000002X-01',
      state: 'active',
      name: '内科',
      level: 'department',
      parent: 'qy-a',
      from: '2020-01-01',
      successors: [],
    },
    kept: false,
  },
])
type Cells = Readonly<Record<string, string>>
const card = makeIdCard('141099', '1980-05-06', 7)
const other = makeIdCard('141099', '1990-05-06', 8)
const job = (change: Cells = {}): Cells => ({
  机构代码: 'QY000002X',
  证件号码: card,
  姓名: '卫东',
  岗位类别: '执业医师',
  入职日期: '2021-03-01',
  ...change,
})
const posting = (change: Cells = {}): Cells => ({
  证件号码: card,
  姓名: '卫东',
  派出机构代码: 'QY000002X',
  派驻机构代码: 'QY0000038',
  岗位类别: '11',
  开始日期: '2025-01-01',
  ...change,
})

/** A file of a kind, surveyed and read as the runner does. */
function file(kind: AnyKind, rows: readonly Cells[], known: readonly KnownPerson[] = []): RowResult[] {
  const headers = Object.keys(kind.columns)
  const positions = new Map(headers.map((name, i) => [name, i]))
  const cells = rows.map((row) => headers.map((name) => row[name] ?? ''))
  const extra = { directory, people: peopleOf(known) }
  for (const one of cells) rowSurveyor(kind, positions, rowContext(), extra)!(one)
  return cells.map(rowReader(kind, positions, rowContext(), extra))
}
const drafts = (results: readonly RowResult[]) => results.flatMap((r) => ('documents' in r ? r.documents : []))
/** The people of a file, from all its documents: the first of each id stands, as with the runner. */
function people(results: readonly RowResult[]): Practitioner[] {
  const all = new Map(
    drafts(results)
      .toReversed()
      .map(({ resource }) => [resource.id!, resource]),
  )
  const mains = [...all.values()].filter((r) => r.resourceType === 'Practitioner')
  for (const resource of all.values()) expect(validate(resource).filter((i) => i.severity === 'error')).toEqual([])
  return mains.map((main) => fromFhir([main, ...[...all.values()].filter((r) => r.id!.startsWith(`${main.id}-post`))]))
}
const known = (person: Practitioner, kept = false): KnownPerson => ({ person, kept, keptPosts: person.posts.map(() => kept) })

it('makes one person of many rows, with a post each, as the directory keeps him', () => {
  const rows = [
    job({ 科室代码: '01', 职称: '中级', 执业证书编码: '110141099000001', 是否全科: '是', 学历: '大学本科', 离职日期: '2022-12-31' }),
    job({ 机构代码: 'QY0000038', 入职日期: '2023-01-01', 手机: '138 0000 0000' }),
    job({ 证件号码: other, 姓名: '张静', 岗位类别: '21' }),
  ]
  const results = file(staff, rows)
  const [first, second] = people(results).sort((a, b) => a.birthDate!.localeCompare(b.birthDate!))
  expect(Practitioner.parse(first)).toEqual({
    id: rowContext().id('', 'Practitioner', card),
    state: 'active',
    name: '卫东',
    sex: 'male',
    birthDate: '1980-05-06',
    idCard: card,
    licence: '110141099000001',
    education: '大学本科',
    phone: '13800000000',
    posts: [
      {
        organization: 'qy-a',
        department: 'ward',
        role: 'county-doctor',
        from: '2021-03-01',
        to: '2022-12-31',
        category: '11',
        titleLevel: '3',
        generalPractice: true,
      },
      { organization: 'qy-b', role: 'township-doctor', from: '2023-01-01', category: '11' },
    ],
  })
  expect(second).toMatchObject({ sex: 'female', posts: [{ role: 'nurse', category: '21' }] })
  expect(
    drafts(results)
      .filter((d) => d.claims)
      .map((d) => d.claims),
  ).toEqual([[`practitioner.id-card:${card}`], [`practitioner.id-card:${card}`], [`practitioner.id-card:${other}`]])
  const { rows: flat } = compileView(staffView.definition)
  expect(drafts(results).flatMap(({ resource }) => flat(resource))).toMatchObject([
    { org: 'qy-a', at: '2021-03-01', until: '2022-12-31', category: '11', title_level: '3', general_practice: true, department: 'ward' },
    { org: 'qy-b', at: '2023-01-01', until: null, category: '11', title_level: null, general_practice: null, department: null },
    { org: 'qy-a', category: '21', name: '张静' },
  ])
})

it('gives the same person from the same file again, whatever part of it is in the record already', () => {
  const rows = [job({ 离职日期: '2022-12-31' }), job({ 机构代码: 'QY0000038', 入职日期: '2023-01-01', 手机: '13800000000' })]
  const [whole] = people(file(staff, rows))
  const begun = { ...whole!, posts: whole!.posts.slice(0, 1) }
  for (const before of [whole!, begun]) expect(people(file(staff, rows, [known(before)]))).toEqual([whole])
})

it('corrects a post and a name that an institution gave, and ends what has ended', () => {
  const [before] = people(file(staff, [job()]))
  const [after] = people(file(staff, [job({ 姓名: '卫冬', 入职日期: '2021-02-01', 离职日期: '2026-01-31' })], [known(before!)]))
  expect(after).toEqual({
    ...before,
    name: '卫冬',
    state: 'left',
    leftOn: '2026-01-31',
    posts: [{ ...before!.posts[0], from: '2021-02-01', to: '2026-01-31' }],
  })
})

it('completes what a seed or a hand gave without a category, and keeps its role', () => {
  const seeded: Practitioner = {
    id: 'p1',
    state: 'active',
    name: '卫东',
    sex: 'male',
    idCard: card,
    title: '主任医师',
    posts: [{ organization: 'qy-a', department: 'ward', role: 'director', from: '2020-06-01' }],
  }
  const [now] = people(file(staff, [job()], [known(seeded)]))
  expect(now).toMatchObject({
    id: 'p1',
    title: '主任医师',
    posts: [{ role: 'director', from: '2021-03-01', department: 'ward', category: '11' }],
  })
})

it('adds a post to somebody kept by hand, and changes nothing of his own', () => {
  const [person] = people(file(staff, [job()]))
  const posted = file(staff, [job(), job({ 机构代码: 'QY0000038', 入职日期: '2024-01-01' })], [known({ ...person!, phone: '1' }, true)])
  expect(drafts(posted).map(({ resource }) => resource.id)).toEqual([`${person!.id}-post1`, `${person!.id}-post2`])
  const rules = (change: Cells, as: Partial<Practitioner> = {}) =>
    file(staff, [job(change)], [known({ ...person!, phone: '1', ...as }, true)]).flatMap(rulesOf)
  expect(rules({ 手机: '13800000000' })).toEqual(['手机 kept'])
  expect(rules({ 学历: '硕士' })).toEqual([])
  expect(rules({ 职称: '正高' })).toEqual(['职称 kept'])
  expect(rules({ 姓名: '卫冬' })).toEqual(['姓名 other-name'])
  expect(rules({ 机构代码: 'QY0000038' }, { state: 'left' })).toEqual(['证件号码 left'])
})

it('a posting is a post that names its sender, beside the employment', () => {
  const [employed] = people(file(staff, [job()]))
  const results = file(postings, [posting({ 每周天数: '2.5', 结束日期: '2026-12-31', 职称: '副高' })], [known(employed!)])
  const [person] = people(results)
  expect(person!.posts).toEqual([
    {
      number: 2, // the employment is the first
      organization: 'qy-b',
      home: 'qy-a',
      role: 'county-doctor',
      from: '2025-01-01',
      to: '2026-12-31',
      category: '11',
      titleLevel: '2',
      daysPerWeek: 2.5,
    },
  ])
  expect(person!.state).toBe('active')
  const flat = (view: typeof staffView) => drafts(results).flatMap(({ resource }) => compileView(view.definition).rows(resource))
  expect(flat(postingView)).toMatchObject([{ org: 'qy-b', home: 'qy-a', days_per_week: 2.5, until: '2026-12-31', category: '11' }])
  expect(flat(staffView)).toEqual([])
})

it.each<[string, () => RowResult[], string[]]>([
  ['an unknown institution', () => file(staff, [job({ 机构代码: 'NONE' })]), ['机构代码 institution']],
  ['an unknown department', () => file(staff, [job({ 科室代码: '09' })]), ['科室代码 department']],
  [
    'a wrong ID number',
    () => file(staff, [job({ 证件号码: `${card.slice(0, 17)}${card.endsWith('1') ? 2 : 1}` })]),
    ['证件号码 id-card.check'],
  ],
  ['a first day to come', () => file(staff, [job({ 入职日期: '2026-07-01' })]), ['入职日期 future']],
  ['a last day before the first', () => file(staff, [job({ 离职日期: '2021-02-28' })]), ['离职日期 order']],
  ['a last day to come', () => file(staff, [job({ 离职日期: '2026-07-01' })]), ['离职日期 future']],
  ['two people under one number', () => file(staff, [job(), job({ 姓名: '张静', 机构代码: 'QY0000038' })]), ['姓名 other-name']],
  ['employment twice at a time', () => file(staff, [job(), job({ 入职日期: '2022-01-01' })]), ['入职日期 overlap']],
  ['a posting to oneself', () => file(postings, [posting({ 派驻机构代码: 'QY000002X' })]), ['派驻机构代码 same']],
  ['a posting that ends before it begins', () => file(postings, [posting({ 结束日期: '2024-12-31' })]), ['结束日期 order']],
  ['eight days a week', () => file(postings, [posting({ 每周天数: '8' })]), ['每周天数 range']],
])('refuses %s', (_, results, rules) => {
  expect(results().flatMap(rulesOf)).toEqual(rules)
})

it('a row that is refused takes no number from the others', () => {
  const rows = [job({ 科室代码: '09' }), job({ 机构代码: 'QY0000038' })]
  expect(drafts(file(staff, rows)).map(({ resource }) => resource.id!.slice(-5))).toContain('post1')
  expect(drafts(file(staff, rows))).toHaveLength(2)
})

it('the same row twice gives the same document, which the runner refuses', () => {
  const [one, two] = file(staff, [job(), job()])
  expect(one).toEqual(two)
})
