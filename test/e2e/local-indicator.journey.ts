import { afterAll, beforeAll, expect, it } from 'vitest'
import type { IndicatorAnswer } from '../../src/ui/contract.ts'
import { call, type Desk, openDesk, openStage, type Stage, unsound } from './browser.ts'

let stage: Stage
let desk: Desk
beforeAll(async () => {
  stage = await openStage()
  desk = await openDesk(stage, 'sl-statistician', '/definitions')
}, 240_000)
afterAll(() => stage?.close())

it('a statistician defines an indicator, is shown a mistake at its place, tries it, and activates it', async () => {
  const { page, shot, problems } = desk
  await page.getByRole('button', { name: '新建指标' }).first().click()
  await shot('definition-new')
  await page.getByLabel('名称', { exact: true }).fill('老年人门诊占比')
  await page.getByLabel('编码').fill('local-old-emergency')
  await page.getByLabel('依据').fill('本县老年健康工作方案')
  await page.getByLabel('定义（用平常的话说）').fill('65 岁及以上居民的门诊人次 ÷ 就诊人次')
  const where = page.getByLabel('条件（空为全部）')
  await where.fill("state <> 'cancelled' 且 年岁 >= 65")
  await expect.poll(() => page.locator('.def-problems mark').textContent()).toBe('年岁')
  await shot('definition-mistake')
  expect(await unsound(page)).toEqual([])
  await where.fill("state <> 'cancelled' 且 年龄 >= 65")
  await expect.poll(() => page.locator('.def-problems').count()).toBe(0)
  await page.getByLabel('分母（可不填）').fill('visits.count')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '试算结果' }).waitFor()
  expect(await page.locator('.def-whole').textContent()).toMatch(/全县.*[1-9][\d.]*%/)
  await shot('definition-preview')
  await page.locator('.def-found summary').click()
  await page.locator('.def-found').scrollIntoViewIfNeeded()
  await shot('definition-rows')
  expect(await unsound(page)).toEqual([])
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('button', { name: '启用', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '启用' }).click()
  await page.getByText('第 1 版在用').first().waitFor()
  await shot('definition-active')
  const { cells } = await call<IndicatorAnswer>(
    desk,
    'GET',
    '/indicators/local-old-emergency?from=2024-01&to=2030-12&grain=year&unit=county',
  )
  expect(cells.length).toBeGreaterThan(0)
  expect(problems).toEqual([])
})

it('a list of them, and the earlier versions of one', async () => {
  const { page, shot } = desk
  await page.getByRole('button', { name: '返回' }).click()
  await page.locator('.cw-grid-row').first().waitFor()
  await shot('definition-list')
  await page.getByText('老年人门诊占比').first().click()
  await page.getByRole('heading', { name: '历史版本' }).waitFor()
  expect(await page.locator('.def-versions > li').count()).toBe(2)
  await page.locator('.def-versions summary').first().click()
  await page.locator('.def-versions').scrollIntoViewIfNeeded()
  await shot('definition-versions')
  await page.getByRole('button', { name: 'English' }).click()
  await page.evaluate(() => scrollTo(0, 0))
  await page.getByRole('heading', { name: 'Parts' }).waitFor()
  await shot('definition-english')
})
