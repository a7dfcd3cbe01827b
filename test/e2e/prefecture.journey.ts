import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCounties } from '../../county/demo/index.ts'
import { liven } from '../../src/cli/liven.ts'
import { prefecture, seedPrefecture } from '../../src/cli/prefecture.ts'
import { adoptInPrefecture } from '../../src/cli/prefecture-plans.ts'
import { open } from '../../src/cli/start.ts'
import { findChromium } from '../../tools/chromium.ts'
import { testDb } from '../postgres.ts'
import { type Desk, openDesk, phone, type Stage, unsound } from './browser.ts'

let stage: Stage
let desk: Desk
const year = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4)

/** Three small counties with fourteen months, their prefecture, and the plan they share. */
beforeAll(async () => {
  const database = await testDb()
  const data = mkdtempSync(join(tmpdir(), 'countywide-e2e-'))
  const running = await open(
    { data, port: 0, host: '127.0.0.1', databaseUrl: database.url, production: false },
    {
      log: false,
      prepare: async (house) => {
        for (const county of demoCounties()) {
          const one = await liven(house, county, { residents: 300, months: 14, whole: true, data }, () => {})
          await one.newest()
        }
        await seedPrefecture(house)
        await adoptInPrefecture(house, prefecture.id, data, new AbortController().signal)
      },
    },
  )
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium on this machine: set CHROMIUM_PATH')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const close = async () => {
    await browser.close()
    await running.stop()
    await database.close()
    rmSync(data, { recursive: true, force: true })
  }
  stage = { address: running.address, databaseUrl: database.url, browser, house: running.house, close }
  desk = await openDesk(stage, 'city', '/prefecture')
}, 600_000)
afterAll(() => stage?.close())

it('the prefecture compares its counties: a ranking, small charts, and any indicator of the library beside the usual ones', async () => {
  const { page, shot, problems } = desk
  await page.locator('.cw-bars li').nth(2).waitFor()
  expect(await page.locator('.cw-bars li').count()).toBe(3)
  expect(await page.locator('.cw-smalls li').count()).toBe(3)
  const menu = await page.locator('.cw-menu').innerText()
  expect(menu).toContain('各县比较')
  expect(menu).not.toContain('本机构')
  await page.locator('.board-pick', { hasText: '县域就诊率' }).click()
  await page.locator('.board-one h2', { hasText: '县域就诊率' }).waitFor()
  const values = (await page.locator('.cw-bars li strong').allInnerTexts()).flatMap((text) =>
    /\d/.test(text) && text !== '<5' ? [Number.parseFloat(text)] : [],
  )
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  await shot('prefecture-ranking')
  expect(await unsound(page)).toEqual([])
  await page.getByRole('combobox').fill('pjzyr')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.board-one h2', { hasText: '平均住院日' }).waitFor()
  expect(new URL(page.url()).searchParams.get('indicators')).toMatch(/^average-stay,/)
  await page.getByRole('link', { name: '打开指标' }).click()
  await page.waitForURL(/numbers\/average-stay/)
  await page.locator('.cw-bars li').first().waitFor()
  await page.goBack()
  await page.getByRole('button', { name: '恢复默认' }).click()
  expect(problems).toEqual([])
})

it('its own targets say which counties lack what, and the matrix how each county stands', async () => {
  const { page, shot, problems } = desk
  await page.getByText('目标对照', { exact: true }).click()
  await page.getByRole('button', { name: /显示全部/ }).click()
  const row = page.locator('.board-city tbody tr', { hasText: '有胸痛中心的县' })
  await row.waitFor()
  expect(await row.innerText()).toMatch(/≥ 17/)
  expect(await page.locator('.board-matrix tbody tr', { hasText: '县级胸痛中心建成' }).locator('td').count()).toBe(3)
  await shot('prefecture-matrix')
  expect(await unsound(page)).toEqual([])
  expect(problems).toEqual([])
})

it('the bulletin is drafted from the numbers, changed by hand, and drafted anew', async () => {
  const { page, shot, problems } = desk
  await page.getByText('通报', { exact: true }).click()
  const paper = page.getByRole('textbox', { name: '通报' })
  await paper.waitFor()
  const draft = await paper.inputValue()
  expect(draft).toMatch(new RegExp(`^关于${year}年1—\\d+月岚川市各县`))
  expect(draft).toMatch(/居前的是/)
  expect(draft).toMatch(/市级目标共\d+项/)
  await paper.fill(`${draft}\n岚川市卫生健康委员会`)
  expect(await page.locator('.board-paper p').last().textContent()).toBe('岚川市卫生健康委员会')
  await shot('prefecture-bulletin')
  expect(await unsound(page)).toEqual([])
  await page.getByRole('button', { name: '按数字重新起草' }).click()
  expect(await paper.inputValue()).toBe(draft)
  expect(problems).toEqual([])
})

it('the head of a township centre reads its own page and goes down to the rows; another institution is not its to see', async () => {
  const own = await openDesk(stage, 'township-head', '/institutions')
  const { page, shot, problems } = own
  await page.waitForURL(/institutions\/qy-lq-wsy/)
  await page.locator('.board-numbers li').nth(3).waitFor()
  await page.locator('.board-targets tbody tr').first().waitFor()
  await shot('institution')
  expect(await unsound(page)).toEqual([])
  const card = page.locator('.board-numbers li', { hasText: '门诊药占比' })
  await card.getByRole('link').first().click()
  await page.locator('.cw-cell-panel').waitFor()
  await page.goBack()
  const visits = page.locator('.board-numbers li', { hasText: '就诊人次' }).first()
  const counted = Number((await visits.locator('.board-value a').innerText()).replace(',', ''))
  await visits.getByRole('link', { name: '看明细' }).click()
  await page.getByText(`共 ${counted} 行`).waitFor()
  await page.goto(`${stage.address}/institutions/qy-rmyy`)
  await page.getByText('只能查看本机构及下属机构').waitFor()
  expect(problems).toEqual([])
  await own.context.close()
})

it('the county finds any institution by initials', async () => {
  const chief = await openDesk(stage, 'chief', '/institutions')
  const { page, problems } = chief
  await page.locator('.board-choice a').first().waitFor()
  await page.keyboard.type('rmyy')
  await page.locator('.board-choice a').nth(1).waitFor({ state: 'detached' })
  await page.locator('.board-choice a').first().click()
  await page.locator('h1', { hasText: '青原县人民医院' }).waitFor()
  await page.locator('.board-numbers li').first().waitFor()
  expect(problems).toEqual([])
  await chief.context.close()
})

it('a phone shows all of it within its width', async () => {
  for (const [login, path, ready] of [
    ['city', '/prefecture', '.cw-bars li'],
    ['city', '/prefecture?tab=matrix', '.board-matrix'],
    ['city', '/prefecture?tab=bulletin', 'textarea'],
    ['township-head', '/institutions', '.board-numbers li'],
  ] as const) {
    const held = await openDesk(stage, login, path, phone)
    await held.page.locator(ready).first().waitFor()
    expect(await held.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    expect(await unsound(held.page)).toEqual([])
    await held.shot(`phone${path.replaceAll(/\W/g, '-')}`)
    expect(held.problems).toEqual([])
    await held.context.close()
  }
})
