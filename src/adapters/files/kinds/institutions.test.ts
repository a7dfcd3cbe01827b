import { expect, it } from 'vitest'
import { resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { fromFhir } from '../../../capabilities/organisations/organization/fhir.ts'
import { Organization } from '../../../capabilities/organisations/organization/shape.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { rowReader, rowSurveyor } from '../reader.ts'
import { directoryOf, type Listed } from './directory.ts'
import { institutions } from './institutions.ts'
import { placing } from './placing.ts'

const county: Organization = {
  id: 'c',
  code: 'QY0',
  state: 'active',
  name: '青原县',
  level: 'county',
  from: '2020-01-01',
  successors: [],
}
const row = (change: Readonly<Record<string, string>>) => ({ 机构类别: 'A100', 启用日期: '2020-01-01', ...change })
type Cells = Readonly<Record<string, string>>

/** All rows of a file against a directory: every row is heard before the first is read, as the runner does. */
function file(rows: readonly Cells[], listed: readonly Listed[] = [{ organization: county, kept: false }]) {
  const headers = Object.keys(institutions.columns)
  const positions = new Map(headers.map((name, i) => [name, i]))
  const cells = rows.map((one) => headers.map((name) => one[name] ?? ''))
  const extra = placing(directoryOf(141099, listed))
  const hear = rowSurveyor(institutions, positions, rowContext(), extra)!
  for (const one of cells) hear(one)
  return cells.map(rowReader(institutions, positions, rowContext(), extra))
}
const made = (results: ReturnType<typeof file>) => results.map((result) => fromFhir(resourcesOf(result)))

it('makes organisations as the capability keeps them, parents and successors in any order', () => {
  const rows = [
    row({ 机构代码: 'V1', 机构名称: '东村卫生室', 机构类别: '村卫生室', 上级机构代码: 'T1', 行政村代码: '141099100201' }),
    row({ 机构代码: 'T1', 机构名称: '东镇卫生院', 机构类别: 'C220', 上级机构代码: 'G1', 乡镇代码: '141099100', 编制床位: '30' }),
    row({ 机构代码: 'T2', 机构名称: '西乡卫生院', 机构类别: 'C220', 停用日期: '2024-12-31', 并入机构代码: 'T1' }),
    row({ 机构代码: 'G1', 机构名称: '医疗集团', 机构类别: '', 层级: '医疗集团', 上级机构代码: 'QY0' }),
  ]
  const results = file(rows)
  const [clinic, centre, closed, group] = made(results)
  for (const o of [clinic, centre, closed, group]) expect(Organization.parse(o)).toEqual(o)
  expect(results.flatMap((r) => resourcesOf(r).flatMap((doc) => validate(doc).filter((i) => i.severity === 'error')))).toEqual([])
  expect(clinic).toMatchObject({ code: 'V1', type: 'D600', level: 'institution', parent: centre!.id, state: 'active' })
  expect(centre).toMatchObject({ parent: group!.id, township: '141099100', beds: 30 })
  expect(closed).toMatchObject({ state: 'closed', to: '2024-12-31', successors: [centre!.id], parent: 'c' }) // no parent given: the county
  expect(group).toMatchObject({ level: 'group', parent: 'c' })
  expect(made(file(rows.toReversed())).toReversed()).toEqual([clinic, centre, closed, group])
})

it('finds by its code what is registered already, and keeps what the row leaves empty', () => {
  const known = { ...county, id: 'hand', code: 'H1', level: 'institution' as const, type: 'A100', parent: 'c', beds: 200, name: '旧名' }
  const listed = (kept: boolean) => [
    { organization: county, kept: false },
    { organization: known, kept },
  ]
  const renamed = row({ 机构代码: 'H1', 机构名称: '新名', 医院等级: '二级甲等' })
  expect(made(file([renamed], listed(false)))).toEqual([{ ...known, name: '新名', grade: '二级甲等' }])
  expect(file([renamed], listed(true)).flatMap(rulesOf)).toEqual(['机构名称 kept', '医院等级 kept'])
  expect(made(file([row({ 机构代码: 'H1', 机构名称: '旧名' })], listed(true)))).toEqual([known])
})

it('gives the county the id under which its first administrator acts', () => {
  const [top, below] = made(
    file([row({ 机构代码: 'QY0', 机构名称: '青原县', 机构类别: '', 层级: '县' }), row({ 机构代码: 'H1', 机构名称: '县医院' })], []),
  )
  expect([top!.id, below!.parent]).toEqual(['county-141099', 'county-141099'])
})

it.each<[string, Cells[], string[]]>([
  ['a parent that does not exist', [row({ 机构代码: 'A', 机构名称: '甲', 上级机构代码: 'X' })], ['上级机构代码 parent']],
  [
    'a parent whose own row is refused',
    [
      row({ 机构代码: 'A', 机构名称: '甲', 机构类别: 'D600', 上级机构代码: 'B' }),
      row({ 机构代码: 'B', 机构名称: '乙', 停用日期: '2019-01-01' }),
    ],
    ['上级机构代码 parent', '停用日期 order'],
  ],
  [
    'organisations above each other',
    [row({ 机构代码: 'A', 机构名称: '甲', 上级机构代码: 'B' }), row({ 机构代码: 'B', 机构名称: '乙', 上级机构代码: 'A' })],
    ['上级机构代码 parent', '上级机构代码 circle'],
  ],
  ['itself above itself', [row({ 机构代码: 'A', 机构名称: '甲', 上级机构代码: 'A' })], ['上级机构代码 circle']],
  [
    'a parent that stands no higher',
    [row({ 机构代码: 'A', 机构名称: '甲', 上级机构代码: 'B' }), row({ 机构代码: 'B', 机构名称: '乙' })],
    ['上级机构代码 place'],
  ],
  ['a beginning before that of the county', [row({ 机构代码: 'A', 机构名称: '甲', 启用日期: '2019-12-31' })], ['启用日期 place']],
  ['a closing before the opening', [row({ 机构代码: 'A', 机构名称: '甲', 停用日期: '2019-12-31' })], ['停用日期 order']],
  ['a closing in the future', [row({ 机构代码: 'A', 机构名称: '甲', 停用日期: '2026-07-01' })], ['停用日期 future']],
  ['an unknown successor', [row({ 机构代码: 'A', 机构名称: '甲', 停用日期: '2024-01-01', 并入机构代码: 'X' })], ['并入机构代码 successor']],
  ['itself as successor', [row({ 机构代码: 'A', 机构名称: '甲', 停用日期: '2024-01-01', 并入机构代码: 'A' })], ['并入机构代码 self']],
  ['a successor without a last day', [row({ 机构代码: 'A', 机构名称: '甲', 并入机构代码: 'QY0' })], ['并入机构代码 open']],
  ['an unknown type', [row({ 机构代码: 'A', 机构名称: '甲', 机构类别: 'Z999' })], ['机构类别 code']],
  ['a hospital without a type', [row({ 机构代码: 'A', 机构名称: '甲医院', 机构类别: '' })], ['机构类别 required']],
  [
    'a village of another township',
    [row({ 机构代码: 'A', 机构名称: '甲', 乡镇代码: '141099100', 行政村代码: '141099101201' })],
    ['行政村代码 place'],
  ],
  ['beds that cannot be', [row({ 机构代码: 'A', 机构名称: '甲', 编制床位: '20001' })], ['编制床位 range']],
  ['another level for the county', [row({ 机构代码: 'QY0', 机构名称: '青原县', 机构类别: '', 层级: '医疗集团' })], ['层级 level']],
])('refuses %s', (_, rows, rules) => {
  expect(file(rows).flatMap(rulesOf)).toEqual(rules)
})

it('takes an administration without a type', () => {
  expect(file([row({ 机构代码: 'A', 机构名称: '青原县卫生健康局', 机构类别: '' })]).flatMap(rulesOf)).toEqual([])
})
