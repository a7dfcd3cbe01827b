import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCounty } from '../../county/demo/index.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import { openDesk, openStage, type Stage, unsound } from './browser.ts'

const hospital = demoCounty('141097').organizations.find((o) => o.type === 'A100' && o.id.startsWith('sl'))!
const folder = mkdtempSync(join(tmpdir(), 'countywide-intake-'))
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
}, 300_000)
afterAll(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

it('a file of the hospital goes in by the browser: looked at first, mapped, refused row by row, translated and run again, and taken back', async () => {
  const header = '门诊号,医疗机构代码,身份证号,姓名,就诊日期,就诊类别,科室,诊断编码,总费用,备注'
  const rows = [1, 2, 3, 4].map(
    (i) =>
      `WEB${i},${hospital.code},${makeIdCard('141097', '1951-01-01', 600 + i)},陈${'一二三四'[i - 1]},2024-05-0${i} 09:30,门诊,内科,${i < 3 ? '院内血压高' : 'I10.x00x002'},66.00,`,
  )
  const bad = `WEB5,${hospital.code},141097195001011111,错号,2024-02-30 09:30,门诊,内科,I10.x00x002,1.00,`
  const file = join(folder, '门诊.csv')
  writeFileSync(file, ['门诊登记表,,,,,,,,,', header, ...rows, bad].join('\r\n'))

  const { page, shot, problems } = await openDesk(stage, 'sl-statistician', '/imports')
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByText('查看了前 5 行：4 行可以导入，1 行会被拒绝').waitFor()
  await page.getByText('没有这个日期或时间', { exact: false }).first().waitFor()
  await page.getByText('不导入的列：备注').waitFor()
  await shot('intake-preview')
  expect(await unsound(page)).toEqual([])

  await page.getByRole('button', { name: '开始导入' }).click()
  await page.getByText('已完成').waitFor({ timeout: 60_000 })
  await page.getByText('没有这个日期或时间', { exact: false }).first().waitFor()
  await shot('intake-done')
  expect(await unsound(page)).toEqual([])
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载被拒行（含原因）').click()])
  expect(download.suggestedFilename()).toMatch(/被拒行\.xlsx$/)
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  const batch = page.url()

  await page.goto(`${stage.address}/local-codes`)
  const row = page.getByRole('row', { name: /院内血压高/ })
  await row.waitFor()
  await shot('intake-local-codes')
  expect(await unsound(page)).toEqual([])
  await row.getByLabel('标准编码 院内血压高').fill('I10.x00x002')
  await row.getByRole('button', { name: '对照', exact: true }).click()
  await page.getByRole('button', { name: '按新的对照重新导入相关文件（1）' }).click()
  await page.goto(batch)
  await page.getByText('已完成').waitFor({ timeout: 60_000 })
  await expect.poll(() => page.locator('dl').innerText(), { timeout: 30_000 }).toMatch(/更新（份）\s*2/)

  await page.getByRole('button', { name: '撤销导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click()
  await page.getByText('已撤销').waitFor({ timeout: 60_000 })
  await shot('intake-undone')
  expect(await stage.house.record.db.query(`select count(*) as n from flat_visit where number like 'WEB%'`)).toEqual([{ n: 0 }])
  expect(problems).toEqual([])
})

it('a hospital’s bills go in: drugs and items wait to be translated, the list shows the lines, and a share opens onto them', async () => {
  const header =
    '费用明细流水号,医疗机构代码,门诊住院标志,就诊ID,证件号,姓名,费用发生时间,medins_list_codg,medins_list_name,med_chrgitm_type,spec,cnt,pric,det_item_fee_sumamt,bilg_dept_name,chrgitm_lv'
  const whose = `${hospital.code},门诊,FEE1,${makeIdCard('141097', '1951-01-01', 601)},陈一,2024-05-06 09:30`
  const rows = [
    `1,${whose},XY0012,阿莫西林胶囊,9,0.25g×24粒,2,6.1500,12.30,内科,1`,
    `2,${whose},ZY0003,黄芪,10,,30,0.1,3.00,内科,1`,
    `3,${whose},JY0007,血常规,4,五分类,1,20,20.00,检验科,1`,
    `4,${whose},JY0007,血常规,4,五分类,1,20,21.00,检验科,1`,
  ]
  const file = join(folder, '收费明细.csv')
  writeFileSync(file, [header, ...rows].join('\r\n'))
  const { page, shot, problems } = await openDesk(stage, 'sl-statistician', '/imports')
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByText('查看了前 4 行：3 行可以导入，1 行会被拒绝').waitFor()
  await page.getByText('数量 × 单价为 20.00 元').first().waitFor()
  await shot('fees-preview')
  await page.getByRole('button', { name: '开始导入' }).click()
  await page.getByText('已完成').waitFor({ timeout: 60_000 })

  await page.goto(`${stage.address}/local-codes`)
  for (const name of [/XY0012/, /ZY0003/, /JY0007/]) await page.getByRole('row', { name }).waitFor()
  await shot('fees-local-codes')

  await page.goto(`${stage.address}/fees?month=2024-05`)
  await page.getByText('阿莫西林胶囊').first().waitFor()
  await shot('fees')
  expect(await unsound(page)).toEqual([])
  await page.goto(`${stage.address}/lists/fees?part=fees.drugFen&month=2024-05`)
  await page.getByText('黄芪').first().waitFor()
  expect(await page.getByText('血常规').count()).toBe(0)
  await shot('fees-behind')
  expect(problems).toEqual([])
})

it('a picture called .csv names itself and offers another file; a file that lacks columns says which, and does not go in', async () => {
  const picture = join(folder, '照片.csv')
  writeFileSync(picture, Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'))
  const poor = join(folder, '名单.csv')
  writeFileSync(poor, '姓名,备注\n陈一,无')
  const { page, problems } = await openDesk(stage, 'sl-statistician', '/imports')
  await page.locator('input[type=file]').first().setInputFiles(picture)
  await page.getByRole('heading', { name: '照片.csv' }).waitFor()
  expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0)
  expect(await unsound(page)).toEqual([])
  await page.getByRole('button', { name: '选择其他文件' }).click()
  await page.locator('input[type=file]').first().setInputFiles(poor)
  await page.getByText('文件里没有必填的列：', { exact: false }).waitFor()
  expect(await page.getByRole('button', { name: '开始导入' }).isDisabled()).toBe(true)
  expect(problems).toEqual([])
})

it.each(['/reporting', '/quality', '/settlements?scope=county', '/admissions'])(
  '%s can be read by a screen reader and moved through by keyboard, a row of it too',
  async (path) => {
    const { page, context } = await openDesk(stage, 'sl-statistician', path)
    await page.locator('.cw-grid-body [role=row], .cw-table').first().waitFor()
    expect(await unsound(page)).toEqual([])
    const grid = page.locator('.cw-grid')
    if (path === '/reporting' || path === '/admissions') {
      await grid.focus()
      await page.keyboard.press('Enter')
      await page.locator('.ant-drawer-open, .stay').first().waitFor()
      expect(await unsound(page)).toEqual([])
    }
    await context.close()
  },
)
