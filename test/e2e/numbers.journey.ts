import { readFileSync } from 'node:fs'
import { read, utils } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk, openStage, phone, type Stage, unsound } from './browser.ts'

let stage: Stage
let desk: Desk
/** The newest month that is over, as the page begins with. */
const now = new Date(Date.now() + 8 * 3_600_000)
const newest = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)

beforeAll(async () => {
  stage = await openStage()
  desk = await openDesk(stage, 'sl-director', '/numbers')
}, 240_000)
afterAll(() => stage?.close())

/** One of a few that stand side by side. */
const choose = (page: Page, name: string) => page.locator('.cw-segments label', { hasText: name }).first().click()
const number = async (page: Page, selector: string) => Number((await page.locator(selector).first().innerText()).replace(/[^\d.]/g, ''))

it('the library stands by themes with values; a set narrows it; initials of pinyin find an indicator, by keyboard alone', async () => {
  const { page, shot } = desk
  await page.locator('.cw-shelf tbody tr').nth(100).waitFor()
  await page.locator('.cw-shelf .cw-spark').nth(100).waitFor()
  await shot('numbers-library')
  await choose(page, '2024 监测')
  await page.waitForURL('**/numbers?set=m24')
  await page.locator('.cw-shelf h2', { hasText: '2024 监测' }).waitFor()
  const keys = await page.locator('.cw-shelf tbody th .cw-small:first-of-type').allInnerTexts()
  expect(keys.filter((key) => key.startsWith('M24-'))).toEqual(keys.filter((key) => key.startsWith('M24-')).sort())
  expect(keys[0]).toBe('M24-01')
  await shot('numbers-set')
  expect(await unsound(page)).toEqual([])
  await page.goBack()
  await page.locator('body').press('/')
  await page.keyboard.type('jzrc')
  await page.locator('.cw-shelf tbody tr').nth(30).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '就诊人次', exact: true }).click()
  await page.locator('.cw-cells tbody tr').first().waitFor()
})

it('an indicator by township: the picture, the ranking, the small charts and the map say what the table says', async () => {
  const { page, shot, problems } = desk
  await choose(page, '乡镇')
  await page.waitForURL(/unit=township/)
  await page.locator('.cw-cells thead th', { hasText: '乡镇' }).waitFor()
  const table = await page.locator('.cw-cells tbody tr').evaluateAll((rows) =>
    rows.flatMap((row) => {
      const values = [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')
      const value = values[values.length - 3] ?? ''
      return /\d/.test(value) && !row.textContent?.includes('县外') ? [value.replace('*', '')] : []
    }),
  )
  expect(table.length).toBeGreaterThan(1)
  await shot('numbers-trend')
  await choose(page, '排名')
  await page.locator('.cw-bars li').first().waitFor()
  const ranking = await page.locator('.cw-bars li > .cw-number').allInnerTexts()
  expect(ranking).toEqual([...table].sort((a, b) => Number(b.replace(',', '')) - Number(a.replace(',', ''))))
  await shot('numbers-ranking')
  await choose(page, '小图')
  await page.locator('.cw-smalls li').first().waitFor()
  expect((await page.locator('.cw-smalls strong').allInnerTexts()).filter((value) => /\d/.test(value))).toEqual(table)
  await shot('numbers-multiples')
  await choose(page, '地图')
  await page.locator('.cw-region').first().waitFor()
  const mapped = await page.locator('.cw-map-value').allTextContents()
  expect(mapped.filter((value) => /\d/.test(value)).sort()).toEqual([...table].sort())
  await shot('numbers-map')
  expect(await unsound(page)).toEqual([])
  expect(problems).toEqual([])
})

it('a township on the map opens with the keyboard: its parts, why it changed, and exactly its rows; the way back leads to where one was', async () => {
  const { page, shot, problems } = desk
  await page.locator('.cw-region[role=button]').first().focus()
  await page.keyboard.press('Enter')
  await page.locator('.cw-sentence').waitFor()
  const counted = await number(page, '.cw-half .cw-number')
  expect(counted).toBe(await number(page, '.cw-cell-panel .cw-figure-large'))
  await shot('numbers-why')
  expect(await unsound(page)).toEqual([])
  await page.locator('.cw-cell-panel .cw-open').first().click()
  await page.getByText(`共 ${counted} 行`).waitFor()
  expect(await page.locator('.cw-chips').innerText()).toMatch(/就诊人次·分子/)
  await shot('numbers-rows')
  expect(await unsound(page)).toEqual([])
  await page
    .getByRole('link', { name: /去掉筛选/ })
    .nth(1)
    .click()
  await page.waitForFunction((few) => {
    const shown = document.querySelector('.cw-list-count')?.textContent?.match(/\d+/)
    return shown && Number(shown[0]) > few
  }, counted)
  await page.goBack()
  await page.goBack()
  await page.locator('.cw-sentence').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.cw-cell-panel').waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.get('view')).toBe('map')
  expect(problems).toEqual([])
})

it('Excel has the table as on the screen, and what it means on a second sheet', async () => {
  const { page } = desk
  await choose(page, '季')
  await page.waitForURL(/grain=quarter/)
  await page.locator('.cw-cells thead th', { hasText: /Q\d/ }).first().waitFor()
  const shown = await page
    .locator('.cw-cells tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').replace(/[*,]/g, ''))),
    )
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()])
  const book = read(readFileSync(await download.path()))
  const [table, notes] = book.SheetNames.map((name) =>
    utils.sheet_to_json<(string | number | null)[]>(book.Sheets[name]!, { header: 1, defval: null }),
  )
  const values = (row: readonly (string | number | null)[]) => row.slice(0, -2).map((value) => (value === null ? '—' : String(value)))
  expect(table!.slice(1).map(values)).toEqual(shown.map((row) => row.slice(0, -2)))
  expect(Object.fromEntries(notes as [string, string][])).toMatchObject({ 指标: '就诊人次', 周期: '季', 统计口径: '乡镇' })
})

it('a link opens what was seen: the same choices stand in the address', async () => {
  const { page } = desk
  await page.goto(`${stage.address}/numbers/cost-per-visit?unit=organization&kind=township&view=ranking&from=${newest}&to=${newest}`)
  await page.locator('.cw-bars li').first().waitFor()
  expect(await page.getByRole('radio', { name: '排名' }).isChecked()).toBe(true)
  const costs = (await page.locator('.cw-bars li > .cw-number').allInnerTexts()).map((text) => Number(text.replace(',', '')))
  expect(costs).toEqual([...costs].sort((a, b) => a - b))
  expect(await page.locator('.cw-cells tbody tr').count()).toBe(costs.length)
})

it('a phone shows the library and an indicator in one column, within its width', async () => {
  const held = await openDesk(stage, 'sl-director', '/numbers', phone)
  for (const path of [
    '/numbers',
    '/numbers/visits?kind=county',
    '/numbers/visits?view=map',
    '/numbers/visits?view=multiples&kind=county',
  ]) {
    await held.page.goto(stage.address + path)
    await held.page.locator('.cw-shelf .cw-change, .cw-picture').first().waitFor()
    expect(await held.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    expect(await unsound(held.page)).toEqual([])
  }
  await held.shot('numbers-phone')
  expect(held.problems).toEqual([])
  await held.context.close()
})
