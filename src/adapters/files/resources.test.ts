import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { folder } from '../../../test/files.ts'
import { a, actorAt, county, type TestHouse, testHouse } from '../../../test/house.ts'
import { capabilities } from '../../capabilities/index.ts'
import { practitioner } from '../../capabilities/organisations/workflows.ts'
import { makeIdCard } from '../../fhir/china/id-card.ts'
import type { Resource } from '../../fhir/resource.ts'
import { numbers } from '../../kernel/perform/numbers.ts'
import { undoBatch } from '../../record/undo.ts'
import { type ImportOptions, importFile } from './import.ts'
import { kinds } from './kinds/index.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const card = makeIdCard('141099', '1980-05-06', 7)
const load = (name: string, lines: readonly string[], more: Partial<ImportOptions> = {}) =>
  importFile(files.file(`${name}.csv`, lines.join('\r\n')), {
    record: house.record,
    county,
    kind: kinds.find((kind) => kind.name === name)!,
    actor: 'tester',
    chunkRows: 2,
    ...more,
  })
const rows = <T>(sql: string) => house.record.db.query<T & Record<string, unknown>>(sql, [county])
const refused = () => rows('select line, column_name as column, rule from batch_refusal where county_id = $1 order by 1, 2')
const directory = [
  '机构代码,机构名称,机构类别,层级,上级机构代码,启用日期',
  'V1,东村卫生室,村卫生室,,T1,2020-01-01',
  'V2,西村卫生室,D600,,NONE,2020-01-01',
  'T1,东镇卫生院,C220,,G1,2020-01-01',
  'G1,医疗集团,,医疗集团,C1,2020-01-01',
  'C1,青原县,,县,,2020-01-01',
  'V1,东村卫生室,D600,,T1,2020-01-01',
]
const people = [
  '机构代码,证件号码,姓名,科室代码,岗位类别,职称,入职日期,手机',
  `T1,${card},卫东,01,执业医师,中级,2021-03-01,13800000000`,
  `QY000002X,${makeIdCard('141099', '1990-01-02', 9)},张静,,注册护士,初级,2022-01-01,`,
  `T1,${makeIdCard('141099', '1991-01-02', 11)},解冬,99,药师,,2022-01-01,`,
]

it('takes a directory whose rows name each other in any order, and shows it as registered', async () => {
  expect(await load('institutions', directory)).toMatchObject({ rows: 6, taken: 4, refused: 2 })
  expect(await refused()).toEqual([
    { line: 3, column: '上级机构代码', rule: 'parent' },
    { line: 7, column: '机构代码', rule: 'twice' },
  ])
  const nodes = await house.record.organizations(county)
  const node = (code: string) => nodes.find((n) => n.code === code)
  expect(node('V1')).toMatchObject({ parent: node('T1')!.id, type: 'D600', level: 'institution' })
  expect(node('C1')!.id).toBe(`county-${county}`)
  expect(await load('institutions', directory)).toMatchObject({ taken: 0, changed: 0, skipped: 4 })
  const renamed = directory.map((line) => line.replace('东镇卫生院', '东镇中心卫生院'))
  expect(await load('institutions', renamed)).toMatchObject({ taken: 0, changed: 1, refused: 2 })
  expect(await load('departments', ['机构代码,科室代码,科室名称', 'T1,01,全科', 'T1,T1-02,中医科', 'NONE,01,内科'])).toMatchObject({
    taken: 2,
    refused: 1,
  })
  await house.do('organization.amend', { name: '全科医学科', reason: '规范名称' }, await opened('T1-01'))
  expect(await load('departments', ['机构代码,科室代码,科室名称', 'T1,01,全科门诊', 'T1,02,中医科'])).toMatchObject({
    changed: 0,
    refused: 1,
  })
  expect(await refused()).toContainEqual({ line: 2, column: '科室名称', rule: 'kept' })
})

/** An organisation as the county's administrator opens it to amend it. */
async function opened(code: string) {
  const [row] = await house.record.db.query<{ id: string; version: number }>(
    `select id, version from resource where county_id = $1 and type = 'Organization' and doc like $2`,
    [county, `%"value":"${code}"%`],
  )
  return { ...row!, actor: actorAt(`county-${county}`) }
}

it('adopts what a seed put, once, and leaves what somebody has changed', async () => {
  await load('institutions', ['机构代码,机构名称,层级,启用日期', 'C1,青原县,县,2020-01-01'])
  await house.do('organization.amend', { parent: `county-${county}`, type: 'A100', reason: '登记' }, await opened('QY0000038'))
  await load('institutions', [
    '机构代码,机构名称,机构类别,上级机构代码,启用日期',
    'QY000002X,甲医院,A100,C1,2020-01-01',
    'QY0000038,乙医院,A100,,2020-01-01',
  ])
  expect(await refused()).toEqual([{ line: 3, column: '机构名称', rule: 'kept' }])
  const names = (await house.record.organizations(county)).map((n) => `${n.id} ${n.name}`).sort()
  expect(names).toEqual([`county-${county} 青原县`, 'qy-a 甲医院', 'qy-b qy-b 卫生院'])
})

it('one person has one document, whoever names him first: a file, another file, or somebody at the desk', async () => {
  await load('institutions', directory)
  await load('departments', ['机构代码,科室代码,科室名称', 'T1,01,全科'])
  const post = { organization: 'qy-a', role: 'nurse', from: '2022-01-01' }
  await house.do('practitioner.register', { name: '张静', idCard: makeIdCard('141099', '1990-01-02', 9), post })
  expect(await load('staff', people)).toMatchObject({ rows: 3, taken: 2, refused: 2 })
  expect(await refused()).toContainEqual({ line: 4, column: '科室代码', rule: 'department' })
  expect(await refused()).toContainEqual({ line: 3, column: '岗位类别', rule: 'kept' }) // her post is kept by hand
  await expect(house.do('practitioner.register', { name: '卫东', idCard: card, post })).rejects.toMatchObject({
    fields: [{ path: 'idCard' }],
  })
  const posting = `${card},卫东,T1,QY000002X,执业医师,2,2025-01-01,2030-12-31`
  const header = '证件号码,姓名,派出机构代码,派驻机构代码,岗位类别,每周天数,开始日期,结束日期'
  expect(await load('postings', [header, posting])).toMatchObject({ taken: 1, changed: 0 })
  expect(await rows(`select holder from claim where county_id = $1 and resource = 'practitioner.id-card:${card}'`)).toHaveLength(1)
  const documents = await rows<{ doc: string }>(
    `select doc from resource where county_id = $1 and type in ('Practitioner', 'PractitionerRole') and doc like '%卫东%' order by type, id`,
  )
  const person = practitioner.kind.fromFhir(documents.map(({ doc }) => JSON.parse(doc) as Resource))
  expect(person).toMatchObject({ name: '卫东', posts: [{ category: '11' }, { organization: 'qy-a', daysPerWeek: 2 }] })
  // its end was planned, and is brought forward
  await house.do('practitioner.endPost', { post: 2, to: '2025-06-30' }, { id: person.id, version: 1, actor: a })
  expect(await rows(`select category, until from flat_posting where county_id = $1`)).toEqual([{ category: '11', until: '2025-06-30' }])
  expect(await rows('select category, title_level from flat_staff where county_id = $1')).toEqual([{ category: '11', title_level: '3' }])
})

it('an interrupted import goes on to the same people and the same tree', async () => {
  const person = (n: number, name: string, place: string, from: string, phone = '') =>
    `${place},${makeIdCard('141099', '1970-01-02', n)},${name},,执业医师,,${from},${phone}`
  const staff = [
    people[0]!,
    person(1, '卫一', 'QY000002X', '2021-01-01'),
    person(3, '卫三', 'T1', '2021-01-01'),
    person(1, '卫一', 'T1', '2022-01-01', '13800000000'),
    person(3, '卫三', 'QY000002X', '2023-01-01'),
    person(1, '卫一', 'QY0000038', '2024-01-01'),
  ]
  const whole = async (step: (name: string, lines: readonly string[]) => Promise<unknown>) => {
    await step('institutions', directory)
    await step('staff', staff)
    return rows<{ id: string }>(
      `select type, id, version, doc from resource where county_id = $1 and type in ('Organization', 'Practitioner', 'PractitionerRole') order by 1, 2`,
    )
  }
  const straight = await whole((name, lines) => load(name, lines))
  await house.close()
  house = await testHouse()
  const broken = await whole(async (name, lines) => {
    const stop = new AbortController()
    await load(name, lines, { chunkRows: 1, signal: stop.signal, progress: ({ line }) => line > 2 && stop.abort() })
    expect(await load(name, lines)).toMatchObject({ resumed: true, state: 'done' })
  })
  expect(broken).toEqual(straight)
  expect(straight.filter(({ id }) => id.endsWith('-post3'))).toHaveLength(1)
})

it('an undone file takes its posts and its claims with it', async () => {
  const post = { organization: 'qy-a', role: 'nurse', from: '2022-01-01' }
  const posting = ['证件号码,姓名,派出机构代码,派驻机构代码,岗位类别,开始日期', `${card},卫东,QY000002X,QY0000038,执业医师,2025-01-01`]
  const staff = [people[0]!, `QY000002X,${card},卫东,,执业医师,,2021-03-01,`]
  const undo = async (batch: string) => undoBatch(house.record, county, batch, { actor: 'tester', now: new Date().toISOString() })
  const employed = await load('staff', staff)
  const posted = await load('postings', posting)
  expect(await undo(employed.batch)).toMatchObject({ removed: 1, kept: 1 }) // the posting needs the person
  expect(await rows(`select id from flat_posting where county_id = $1 and id like '%-post2'`)).toHaveLength(1)
  expect(await load('staff', [staff[0]!, `QY000002X,${card},卫东,,执业医师,,2021-04-01,`])).toMatchObject({ taken: 1 })
  expect((await rows<{ id: string }>('select id from flat_staff where county_id = $1'))[0]!.id).toMatch(/-post3$/)
  expect(await undo(posted.batch)).toMatchObject({ removed: 1 })
  await expect(house.do('practitioner.register', { name: '卫东', idCard: card, post })).rejects.toThrow()
})

it('counts beds and money from the files, departments only where no whole is reported', async () => {
  await load('institutions', directory)
  await load('departments', ['机构代码,科室代码,科室名称', 'T1,01,全科', 'QY000002X,01,内科'])
  const beds = [
    '月份,机构代码,科室代码,实有床位,实际开放总床日数,实际占用总床日数',
    '2026-01,T1,,30,900,450',
    '2026-01,T1,01,20,600,300',
    '2026-01,QY000002X,01,10,300,330',
    '2026-01,T1,,30,900,450',
    '2099-01,T1,,30,900,450',
  ]
  expect(await load('beds', beds)).toMatchObject({ taken: 3, refused: 2 })
  expect(await refused()).toContainEqual({ line: 5, column: '', rule: 'twice' })
  const money = ['月份,机构代码,项目代码,数值', '2026-01,T1,REV_TOTAL,1000.50', '2026-01,T1,REV_MED,800', '2026-01,T1,药品收入,200']
  expect(await load('figures', money)).toMatchObject({ taken: 3, refused: 0 })
  const value = async (code: string) => {
    const capability = capabilities.find((c) => c.indicators.some((i) => i.code === code))!
    const indicator = capability.indicators.find((i) => i.code === code)!
    const question = { from: '2026-01', to: '2026-01', grain: 'month', unit: 'county' } as const
    return (await numbers(house, county, indicator, question))[0]?.value
  }
  expect(await value('open-bed-days')).toBe(1200)
  expect(await value('bed-use')).toBe(65)
  expect(await value('revenue')).toBe(1000.5)
  expect(await value('drug-revenue-share')).toBe(25)
  expect(await load('equipment', ['机构代码,设备编号,设备名称,原值', 'T1,1,心电图机,12000'])).toMatchObject({ taken: 1 })
  expect(await rows('select name, value_fen, state from flat_equipment where county_id = $1')).toEqual([
    { name: '心电图机', value_fen: 1_200_000, state: 'in-use' },
  ])
})
