import { afterAll, beforeAll, expect, it } from 'vitest'
import { planFolders, templatesOf } from '../../src/adapters/plans/templates.ts'
import { shift } from '../../src/kernel/grammar/period.ts'
import { known } from '../../src/kernel/perform/known.ts'
import { perform } from '../../src/kernel/perform/perform.ts'
import { openReports } from '../../src/server/reporting.ts'
import { call, type Desk, openDesk, openStage, phone, type Stage, signIn, unsound } from './browser.ts'

let stage: Stage
let desk: Desk
const wide = { width: 1920, height: 1080 }

beforeAll(async () => {
  stage = await openStage()
  // whatever day it is: the reports of the month before last are overdue
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString()
  await openReports(stage.house, 141097, shift(today.slice(0, 7), -2))
  desk = await openDesk(stage, 'sl-director', '/cockpit')
}, 240_000)
afterAll(() => stage?.close())

type Tiles = { tiles: readonly { code: string; value: number | null; link: string; from: string; to: string }[]; day: string }

it('the director’s morning: twelve numbers and the first to act on stand on one screen, as the door tells them', async () => {
  const { page, shot, problems } = desk
  await page.locator('.cockpit-tile').nth(11).waitFor()
  await page.locator('.cockpit-first').waitFor()
  const { tiles, day } = await call<Tiles>(desk, 'GET', '/cockpit')
  expect(await page.locator('.cockpit-tile').evaluateAll((all) => all.map((one) => one.getAttribute('data-tile')))).toEqual(
    tiles.map(({ code }) => code),
  )
  const visits = tiles.find(({ code }) => code === 'visits')!
  const shown = await page.locator('[data-tile=visits] strong').innerText()
  expect(Number(shown.replace(/,/g, ''))).toBe(visits.value)
  const bottom = await page
    .locator('.cockpit-tile')
    .last()
    .evaluate((tile) => tile.getBoundingClientRect().bottom)
  expect(bottom).toBeLessThanOrEqual(768)
  expect(await page.locator('.cockpit-head').innerText()).toContain(day)
  expect(await page.locator('.cockpit-ages').innerText()).toMatch(/门急诊 \d\d-\d\d/)
  expect(await page.locator('.cw-menu a').nth(1).innerText()).toBe('驾驶舱')
  await page.locator('.cw-region').first().waitFor()
  await shot('cockpit')
  expect(await unsound(page)).toEqual([])
  expect(problems).toEqual([])
})

it('a number of yesterday opens exactly its rows of that day', async () => {
  const { page, shot, problems } = desk
  const { tiles } = await call<Tiles>(desk, 'GET', '/cockpit')
  const { value, to, link } = tiles.find(({ code }) => code === 'visits')!
  expect(link).toContain(`from=${to}&to=${to}`)
  await page.locator('[data-tile=visits] a').click()
  await page.getByText(`共 ${value} 行`).waitFor()
  expect(await page.locator('h1').innerText()).toContain(to)
  expect(await page.locator('.cw-chips').innerText()).toContain(to)
  await shot('cockpit-rows')
  await page.goBack()
  await page.locator('.cockpit-tile').first().waitFor()
  expect(problems).toEqual([])
})

it('who owes a report stands first, with the way to where that is mended', async () => {
  const { page } = desk
  const { first } = await call<{ first: { next: readonly { link: string }[]; reason: readonly [string, string] } }>(desk, 'GET', '/cockpit')
  expect(await page.locator('.cockpit-first').innerText()).toContain(first.reason[0])
  await page.locator('.cockpit-go').click()
  await page.waitForURL((url) => url.pathname + url.search === first.next[0]!.link || url.pathname === first.next[0]!.link.split('?')[0])
  await page.locator('h1').first().waitFor()
  await page.goto(`${stage.address}/cockpit`)
})

it('the map: initials of pinyin choose another number, institutions stand in their townships and tell their value, the keyboard opens them', async () => {
  const { page, shot, problems } = desk
  await page.locator('.cw-region').first().waitFor()
  await page.locator('.cockpit-map [role=combobox]').click()
  await page.keyboard.type('jzrc')
  await page.getByRole('option', { name: '就诊人次', exact: true }).click()
  await page.locator('.cockpit-map h2', { hasText: '就诊人次' }).waitFor()
  await page.locator('.cockpit-point').first().waitFor()
  const centre = page.locator('.cockpit-point[aria-label*="卫生院"]').first()
  await page.waitForFunction(() =>
    /\d/.test(document.querySelector('.cockpit-point[aria-label*="卫生院"]')?.getAttribute('aria-label') ?? ''),
  )
  await centre.focus()
  await page.locator('.cockpit-map-said strong', { hasText: '卫生院' }).waitFor()
  expect(await page.locator('.cockpit-map-said').innerText()).toContain('不是实际位置')
  await page.getByRole('checkbox', { name: '显示村卫生室' }).click()
  expect(await page.locator('.cockpit-point').count()).toBeGreaterThan(10)
  await shot('cockpit-map')
  expect(await unsound(page)).toEqual([])
  const id = await centre.getAttribute('data-point')
  await centre.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/institutions/${id}`)
  expect(problems).toEqual([])
})

it('a phone shows one column, within its width', async () => {
  const held = await openDesk(stage, 'sl-director', '/cockpit', phone)
  await held.page.locator('.cockpit-tile').nth(11).waitFor()
  expect(await held.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
  const lefts = await held.page.locator('.cockpit-tile').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left))
  expect(new Set(lefts).size).toBe(1)
  await held.shot('cockpit-phone')
  expect(await unsound(held.page)).toEqual([])
  expect(held.problems).toEqual([])
  await held.context.close()
})

it('the wall: readable at six metres on every screen, turns, pauses, keeps its last values without a network, and leaves no session behind', async () => {
  const { page, context, problems, shot } = await openDesk(stage, 'sl-director', '/cockpit', wide)
  await page.clock.install()
  await page.goto(`${stage.address}/wall`)
  await page.getByRole('button', { name: /开始/ }).click()
  await page.locator('.wall-tile').first().waitFor()
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['cw_wall'])
  expect((await context.request.get(`${stage.address}/api/cockpit`)).status()).toBe(401)
  const scenes = Number((await page.locator('.wall-end').innerText()).match(/共 (\d+)/)?.[1])
  expect(scenes).toBeGreaterThanOrEqual(4)
  const seen = new Set<string>()
  for (let scene = 1; scene <= scenes; scene++) {
    await page.locator('.wall-end', { hasText: `第 ${scene} 屏` }).waitFor()
    seen.add((await page.locator('.wall-scene').getAttribute('data-scene')) ?? '')
    const small = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector('.wall')!, NodeFilter.SHOW_TEXT)
      const found: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent?.trim()
        if (!text) continue
        const size = Number.parseFloat(getComputedStyle(node.parentElement!).fontSize)
        const scale = (node.parentElement as Element).closest('svg')?.getBoundingClientRect().width ?? 0
        const box = (node.parentElement as Element).closest('svg')?.viewBox.baseVal
        const drawn = box?.width ? Math.min(scale / box.width, 780 / box.height) * size : size
        if (drawn < (/^[<\d.,%‰]+$/.test(text) ? 48 : 32)) found.push(`${text} ${drawn}`)
      }
      return found
    })
    expect(small).toEqual([])
    const { width, height } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      height: document.documentElement.scrollHeight,
    }))
    expect([width, height]).toEqual([wide.width, wide.height])
    await shot(`wall-${scene}`)
    if (scene < scenes) await page.keyboard.press('ArrowRight')
  }
  expect([...seen]).toEqual(expect.arrayContaining(['tiles', 'map', 'ranking']))
  expect(await page.locator('.wall a, .wall button').count()).toBe(0)
  await page.clock.runFor(21_000)
  await page.locator('.wall-end', { hasText: '第 1 屏' }).waitFor()
  await page.keyboard.press(' ')
  await page.locator('.wall-end', { hasText: '已暂停' }).waitFor()
  await page.clock.runFor(60_000)
  expect(await page.locator('.wall-end').innerText()).toContain('第 1 屏')
  const figures = await page.locator('.wall-figure').allInnerTexts()
  await context.setOffline(true)
  await page.clock.runFor(300_000)
  await page.locator('.wall-stale', { hasText: /网络中断，画面为 \d+ 分钟前/ }).waitFor()
  expect(await page.locator('.wall-figure').allInnerTexts()).toEqual(figures)
  await shot('wall-offline')
  await context.setOffline(false)
  await page.clock.runFor(61_000)
  await page.locator('.wall-stale').waitFor({ state: 'detached' })
  await page.reload()
  await page.locator('.wall-tile').first().waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[autocomplete=current-password]').waitFor()
  expect(await context.cookies()).toEqual([])
  expect(problems).toEqual([])
  await context.close()
})

/** The county adopts a plan and opens three of its targets. */
async function adoptOpenly() {
  const { house } = stage
  const { templates } = await templatesOf(planFolders('/nowhere'), await known(house, 141097))
  const template = templates.find(({ code }) => code === 'health-system-2023')!
  const choices = template.targets
    .filter(({ scope }) => scope === 'county')
    .slice(0, 3)
    .map(({ code }) => ({ code, open: true }))
  const root = (await house.record.organizations(141097)).find(({ level }) => level === 'county')!
  const actor = { login: 'test', name: '测试', organization: root.id, roles: [], verbs: ['*'] }
  await perform(house, { county: 141097, kind: 'plan', verb: 'adopt', actor, input: { template, choices } })
}

it('the public page needs no session, keeps nothing in the browser, and is read by old eyes: nothing open yet, then three targets in plain words', async () => {
  const context = await stage.browser.newContext({ viewport: phone, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  // a browser that allows no site to keep anything
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError')
        },
      })
  })
  await page.goto(`${stage.address}/public/999999`)
  await page.locator('.public-empty').waitFor()
  await adoptOpenly()
  await page.goto(`${stage.address}/public/141097`)
  await page.locator('.public-target').nth(2).waitFor()
  expect(await page.locator('.public-target').count()).toBe(3)
  for (const words of await page.locator('.public-status').allInnerTexts()) expect(words).toMatch(/已达到|推进中|落后|暂无数据|期限已过/)
  const sizes = await page
    .locator('.public *')
    .evaluateAll((all) =>
      all
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .map((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
    )
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
  expect(await context.cookies()).toEqual([])
  expect(await unsound(page)).toEqual([])
  expect(problems).toEqual([])
  await page.screenshot({ path: 'test-results/public.png' })
  await context.close()
})

it('a wall that was never opened asks to sign in, and then opens', async () => {
  const context = await stage.browser.newContext({ viewport: wide, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.goto(`${stage.address}/wall?kiosk`)
  await signIn(page, 'sl-director', '.wall-tile')
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['cw_wall'])
  await context.close()
})
