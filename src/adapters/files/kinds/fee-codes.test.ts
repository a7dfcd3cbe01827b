import { expect, it } from 'vitest'
import { codesAtWork } from '../../../../test/codes.ts'
import { county } from '../../../../test/house.ts'
import { undoBatch } from '../../../record/undo.ts'
import { decide } from '../decisions.ts'
import { proposalsFor } from '../proposals.ts'
import { fees } from './fees.ts'

const at = codesAtWork()
const header = '明细号,机构代码,就诊类别,就诊号,证件号码,姓名,收费时间,项目编码,项目名称,收费类别,数量,单价,金额,原明细号'
const bill = (...rows: string[]) => at.files.file('fees.csv', [header, ...rows].join('\n'))
const whom = '141099195001011235,张三'
const drug = `1,QY000002X,门诊,MZ1,${whom},2026-01-05 08:40,XY0012,阿莫西林胶囊,西药费,2,6.15,12.30,`
const herb = `2,QY000002X,门诊,MZ1,${whom},2026-01-05 08:40,ZY3,黄芪,中药饮片费,10,0.5,5.00,`
const test = `3,QY000002X,门诊,MZ1,${whom},2026-01-05 08:41,JY7,血常规,化验费,1,20,20.00,`
const back = `4,QY000002X,门诊,MZ1,${whom},2026-01-06 09:00,XY0012,阿莫西林胶囊,西药费,-1,6.15,-6.15,1`
const load = (path: string) => at.load(path, fees, 1)
const flat = () =>
  at.house.record.db.query(`select line, national, amount_fen::int as fen, day::text from flat_fee where county_id = $1 order by line`, [
    county,
  ])

it('drugs and items wait with proposals, and are translated when the file runs again; a line that says something else is a new version', async () => {
  await at.table('drug', '2020-01-01', [
    ['药品代码', '药品名称'],
    ['XJ01CAA040', '阿莫西林胶囊'],
  ])
  const { batch } = await load(bill(drug, herb, test, back, drug))
  expect(await at.house.record.db.query('select line, rule from batch_refusal where batch_id = $1', [batch])).toEqual([
    { line: 6, rule: 'twice' },
  ])
  const waiting = (await at.open()).filter((c) => c.kind !== 'department')
  expect(waiting.map((c) => [c.kind, c.institution, c.code, c.name, c.seen])).toEqual([
    ['drug', 'qy-a', 'XY0012', '阿莫西林胶囊', 3],
    ['drug', 'qy-a', 'ZY3', '黄芪', 1],
    ['item', 'qy-a', 'JY7', '血常规', 1],
  ])
  expect((await proposalsFor(at.house.record, county, waiting))[0]?.[0]).toMatchObject({ code: 'XJ01CAA040', score: 1 })
  const wish = { kind: 'drug', institution: 'qy-a', code: 'XY0012', target: 'XJ01CAA040' }
  expect(await decide(at.house.record, county, [wish, { ...wish, kind: 'item' }], 'tester', at.now())).toMatchObject({
    decided: 1,
    unmet: [{ at: 1 }],
  })
  expect(await load(bill(drug, herb, test, back, drug))).toMatchObject({ taken: 0, changed: 2, refused: 1 })
  expect(await flat()).toEqual([
    { line: '1', national: 'XJ01CAA040', fen: 1230, day: '2026-01-05' },
    { line: '2', national: null, fen: 500, day: '2026-01-05' },
    { line: '3', national: null, fen: 2000, day: '2026-01-05' },
    { line: '4', national: 'XJ01CAA040', fen: -615, day: '2026-01-06' },
  ])
  // what was never charged, or is more than is left of it, is refused; of a later file, too; the same file again has its own refund already
  const again = (line: string, fen: string, of: string) =>
    `${line},QY000002X,门诊,MZ1,${whom},2026-01-07 09:00,XY0012,阿莫西林胶囊,西药费,-1,${fen},-${fen},${of}`
  expect(await load(bill(drug, herb, test, back))).toMatchObject({ skipped: 5, refused: 0 })
  const wrong = await load(bill(again('7', '6.17', '1'), again('8', '6.15', '1'), again('9', '1', '12'), again('10', '1', '1')))
  expect(wrong).toMatchObject({ taken: 1, refused: 3 })
  expect(
    await at.house.record.db.query('select line, rule, value, message from batch_refusal where batch_id = $1 order by line', [wrong.batch]),
  ).toMatchObject([
    { line: 2, rule: 'refund.left', value: '1', message: '退 6.17 元，那一行只剩 6.15 元可退：请核对金额和明细号' },
    { line: 4, rule: 'refund.line', value: '12' },
    { line: 5, rule: 'refund.left', message: expect.stringContaining('只剩 0.00 元') },
  ])
  await undoBatch(at.house.record, county, wrong.batch, { actor: 'tester', now: at.now() })
  const corrected = await load(bill(drug, herb.replace('10,0.5,5.00', '12,0.5,6.00')))
  expect(corrected).toMatchObject({ taken: 0, changed: 1, skipped: 2 })
  await undoBatch(at.house.record, county, corrected.batch, { actor: 'tester', now: at.now() })
  expect(await flat()).toMatchObject([{}, { line: '2', fen: 500 }, {}, {}])
})
