import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { folder } from '../../../test/files.ts'
import { frontPage } from '../../../test/front-page.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { importFile } from './import.ts'
import type { AnyKind } from './kind.ts'
import { fees } from './kinds/fees.ts'
import { frontPages } from './kinds/front-pages.ts'
import { settlements } from './kinds/settlements.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
  await house.record.db.query(`insert into claim (county_id, resource, slot, holder) values ($1, 'month-lock/2026-01-01', 1, 'month')`, [
    county,
  ])
})
afterEach(() => house.close())

const csv = (row: Readonly<Record<string, string>>) => `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`
const load = (kind: AnyKind, row: Readonly<Record<string, string>>) =>
  importFile(files.file('one.csv', csv(row)), { record: house.record, county, kind, actor: 'tester' })
const settled = {
  结算号: 'JS1',
  机构代码: 'QY0000038',
  就医地: '县内',
  证件号码: '141099195001011235',
  姓名: '张三',
  险种: '城乡居民',
  就医类别: '普通门诊',
  就诊号: 'MZ1',
  入院时间: '2026-01-31 08:30',
  结算时间: '2026-02-01 09:00',
  总费用: '45.60',
}

it('locks the month in which a row counts: a stay that began in it and a visit of it that is settled later go in', async () => {
  expect(await load(frontPages, { ...frontPage, CYSJ: '2026-02-01', SJZYTS: '27' })).toMatchObject({ refused: 0 })
  expect(await load(settlements, settled)).toMatchObject({ refused: 0 })
})

it('keeps the whole row out, all but whom it shares with others', async () => {
  expect(await load(frontPages, frontPage)).toMatchObject({ refused: 1 })
  const left = await house.record.db.query(`select distinct type from resource where county_id = $1 and batch_id is not null order by 1`, [
    county,
  ])
  expect(left).toEqual([{ type: 'Patient' }])
  expect(await house.record.db.query('select line, rule from batch_refusal where county_id = $1', [county])).toEqual([
    { line: 2, rule: 'locked' },
  ])
  const bill = { 明细号: '1', 机构代码: 'QY0000038', 就诊类别: '门诊', 就诊号: 'MZ1', 项目编码: 'X', 项目名称: 'X', 收费类别: '其他费' }
  const charged = (收费时间: string) => load(fees, { ...bill, 收费时间, 数量: '1', 单价: '2', 金额: '2' })
  expect([await charged('2026-01-31'), await charged('2026-02-01')]).toMatchObject([{ refused: 1 }, { refused: 0 }])
})
