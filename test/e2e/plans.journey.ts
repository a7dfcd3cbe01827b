import { readFileSync } from 'node:fs'
import { read, utils } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, type Desk, openDesk, openStage, phone, type Stage, unsound } from './browser.ts'

let stage: Stage
/** Who keeps the plans, who states, and who states the same a second time. */
let keeper: Desk
let statistician: Desk
let director: Desk
const board = '/plans/county-centre-2020-1'
const folder = new URL('../../plans/', import.meta.url)
const template = (name: string) => readFileSync(new URL(`${name}.yaml`, folder), 'utf8')
const file = (name: string, text: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
/** A target that the county hospital states by yes or no. */
const stated = { plan: '/plans/county-capability-2023-1', code: 'floor-area' }
const nameOf = async (desk: Desk) => (await call<{ name: string }>(desk, 'GET', '/session')).name

beforeAll(async () => {
  stage = await openStage()
  keeper = await openDesk(stage, 'sl-admin', '/plans')
  statistician = await openDesk(stage, 'sl-statistician', '/plans')
  director = await openDesk(stage, 'sl-director', '/plans')
}, 240_000)
afterAll(() => stage?.close())

const adopt = async (page: Page, code: string, dates?: readonly [string, string]) => {
  await page.goto(`${stage.address}/plans/adopt/${code}`)
  await page.locator('.plan-adopt-targets li').nth(5).waitFor()
  if (dates) {
    await page.getByLabel('开始日期').fill(dates[0])
    await page.getByLabel('结束日期').fill(dates[1])
  }
  await page.getByRole('button', { name: '采用并生成任务' }).click()
  await page.waitForURL(/\/plans\/[a-z0-9-]+-1$/)
  await page.locator('.plan-row').first().waitFor()
}

it('a broken plan file is refused line by line, in words', async () => {
  const { page, shot } = keeper
  const lines = template('county-centre-2020').split('\n')
  const at = lines.findIndex((line) => line.includes('indicator:'))
  const broken = lines.map((line, n) => (n === at ? line.replace(/indicator: [\w-]+/, 'indicator: no-such-number') : line)).join('\n')
  await page.locator('input[type=file]').setInputFiles(file('own.yaml', broken))
  await page.locator('.plan-problems tbody tr').first().waitFor()
  expect(await page.locator('.plan-problems tbody tr').first().innerText()).toMatch(
    new RegExp(`own\\.yaml\\s+第 ${at + 1} 行\\s+.*no-such-number`),
  )
  expect(await unsound(page)).toEqual([])
  await shot('plans-broken-file')
})

it('a plan is adopted with its own dates, another as it was: that one’s period is over and the board says so', async () => {
  const { page, shot } = keeper
  await adopt(page, 'county-centre-2020')
  expect(await page.locator('h1').innerText()).toMatch(/已到期/)
  await page.getByText('到期', { exact: false }).first().waitFor()
  await adopt(page, 'county-capability-2023', ['2025-01-01', '2027-12-31'])
  expect(await page.locator('.plan-head').innerText()).toMatch(/2025-01-01 – 2027-12-31/)
  expect(await unsound(page)).toEqual([])
  await shot('plans-board')
  await page.goto(`${stage.address}/plans`)
  await page.locator('.plan-bar').nth(1).waitFor()
  expect(await unsound(page)).toEqual([])
})

it('a statistician finds a target by its initials and by keyboard alone, and states its value with a file that proves it', async () => {
  const { page, shot } = statistician
  await page.goto(stage.address + stated.plan)
  await page.locator('.plan-row').first().waitFor()
  await page.locator('body').press('/')
  await page.keyboard.type('cjjzmj')
  await page.locator('.plan-row').nth(1).waitFor({ state: 'detached' })
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${stated.plan}/targets/${stated.code}`)
  await page.getByRole('button', { name: '填报', exact: true }).first().click()
  const form = page.locator('.ant-drawer')
  await form.getByRole('radio', { name: '是' }).check()
  await form.locator('input[type=file]').first().setInputFiles(file('建筑面积测绘报告.pdf', '%PDF-1.4 synthetic'))
  await form.getByText('建筑面积测绘报告.pdf').waitFor()
  await shot('plans-stating')
  expect(await unsound(page)).toEqual([])
  await form.locator('button[type=submit]').click()
  const row = page.locator('.plan-statements tbody tr').first()
  await row.waitFor()
  expect(await row.innerText()).toMatch(/石岭县人民医院[\s\S]*是[\s\S]*建筑面积测绘报告\.pdf/)
  expect(await page.locator('#plan-units').innerText()).toMatch(/已填 1\//)
  const [download] = await Promise.all([page.waitForEvent('download'), row.getByRole('link', { name: '建筑面积测绘报告.pdf' }).click()])
  expect(readFileSync(await download.path(), 'utf8')).toBe('%PDF-1.4 synthetic')
})

it('a second person who states the same reads who did and what; what was typed stays', async () => {
  const { page, shot } = director
  await page.goto(`${stage.address}${stated.plan}/targets/${stated.code}`)
  await page.getByRole('button', { name: '填报', exact: true }).first().click()
  const form = page.locator('.ant-drawer')
  await form.getByLabel('单位').selectOption({ label: '石岭县人民医院' })
  await form.getByRole('radio', { name: '否' }).check()
  await form.getByLabel('说明').fill('还差二号楼')
  await form.locator('button[type=submit]').click()
  const refused = form.locator('.ant-alert')
  await refused.waitFor()
  expect(await refused.innerText()).toContain(await nameOf(statistician))
  expect(await refused.innerText()).toMatch(/是/)
  expect(await form.getByLabel('说明').inputValue()).toBe('还差二号楼')
  await shot('plans-refused')
})

it('evidence is taken back with a reason, and the target says that the value no longer counts', async () => {
  const { page, shot } = statistician
  await page.getByRole('button', { name: '撤回证明材料：建筑面积测绘报告.pdf' }).click()
  const form = page.locator('.ant-drawer')
  await form.getByLabel('原因').fill('盖章页缺失')
  await form.locator('button[type=submit]').click()
  await page.locator('.plan-struck').waitFor()
  expect(await page.locator('.plan-statements').innerText()).toContain('盖章页缺失')
  await page.locator('.plan-units .cw-bad').first().waitFor()
  expect(await page.locator('.plan-units .cw-bad').first().innerText()).toMatch(/证明材料/)
  await shot('plans-evidence-withdrawn')
  expect(await unsound(page)).toEqual([])
})

it('a target is amended in mid-term: the path of before stays in its chart, with who changed it and why', async () => {
  const { page, shot } = keeper
  await page.goto(`${stage.address}${stated.plan}/targets/primary-care`)
  await page.getByRole('button', { name: '调整目标' }).click()
  const form = page.locator('.ant-drawer')
  await form.getByLabel('调整原因').fill('省级考核目标提高')
  await form.getByLabel('目标值').fill('70')
  await shot('plans-amending')
  expect(await unsound(page)).toEqual([])
  await form.locator('button[type=submit]').click()
  await page.getByRole('dialog').getByRole('button', { name: '调整' }).last().click()
  await page.locator('.plan-earlier').waitFor()
  expect(await page.locator('.plan-earlier').innerText()).toContain('省级考核目标提高')
  expect(await page.locator('.plan-headline').innerText()).toMatch(/≥ 70/)
  expect(await page.locator('.plan-figure-box > svg .plan-course-earlier').count()).toBe(1)
  await shot('plans-amended')
})

it('from a clause to its rows is one click, and from a unit that weighs to its own number', async () => {
  const { page } = director
  await page.goto(stage.address + stated.plan)
  const visits = page.locator('.plan-cases a[href="/lists/visits"]').first()
  await visits.click()
  await page.waitForURL('**/lists/visits')
  await page.getByText(/共 [1-9][\d,]* 行/).waitFor()
  await page.goBack()
  await page.locator('.plan-row-heaviest a').first().click()
  await page.waitForURL(/\/numbers\/.*cell=/)
  await page.locator('.cw-cell-panel .cw-figure-large').waitFor()
})

it('counts filter, and paper and Excel have what is shown', async () => {
  const { page, problems } = director
  await page.goto(stage.address + stated.plan)
  const filter = page.locator('.plan-counts button', { hasText: '无数据' })
  const count = Number(await filter.locator('strong').innerText())
  await filter.click()
  await page.waitForURL(/status=no-data/)
  await page.locator('.plan-row').nth(count).waitFor({ state: 'detached' })
  expect(await page.locator('.plan-row').count()).toBe(count)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()])
  const book = read(readFileSync(await download.path()))
  const rows = utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0]!]!)
  expect(rows.map((row) => row['目标'])).toHaveLength(count)
  expect(new Set(rows.map((row) => row['进展']))).toEqual(new Set(['无数据']))
  expect(problems).toEqual([])
})

it('a task of one’s own hospital: progress is reported, then it is done', async () => {
  const { page, shot } = director
  await page.goto(`${stage.address}/plans/tasks?state=open`)
  const first = page.locator('.cw-grid-body .cw-grid-row').first()
  await first.click()
  const panel = page.locator('.ant-drawer')
  await panel.getByLabel('进度说明').fill('已完成设备招标')
  await panel.getByLabel('完成百分比').fill('60')
  await panel.locator('button[type=submit]').click()
  await panel.locator('.cw-timeline').getByText('已完成设备招标').waitFor()
  await panel.locator('.ant-radio-button-wrapper', { hasText: '完成' }).click()
  await panel.getByLabel('进度说明').fill('验收合格')
  await shot('plans-task')
  expect(await unsound(page)).toEqual([])
  await panel.locator('button[type=submit]').click()
  await panel.getByText(/办结/).first().waitFor()
  await panel.locator('.cw-badge', { hasText: '已完成' }).waitFor()
})

it('a phone shows plans, a board, a target and the tasks in one column, within its width', async () => {
  const held = await openDesk(stage, 'sl-director', '/plans', phone)
  for (const path of [
    '/plans',
    stated.plan,
    board,
    `${stated.plan}/targets/primary-care`,
    `${stated.plan}/targets/${stated.code}`,
    '/plans/tasks',
  ]) {
    await held.page.goto(stage.address + path)
    await held.page.locator('.plan-row, .plan-headline, .plan-bar, .cw-grid-row').first().waitFor()
    expect(await held.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    expect(await unsound(held.page)).toEqual([])
    if (path === stated.plan) await held.shot('plans-phone')
  }
  expect(held.problems).toEqual([])
  await held.context.close()
})
