import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visit } from '../../src/capabilities/visits/shape.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import type { OpenedCase } from '../../src/ui/contract.ts'
import { call, type Desk, openDesk, openStage, phone, type Stage, unsound } from './browser.ts'

/** What a finger hits without aiming (WCAG 2.2, 2.5.5). */
const finger = 44
let stage: Stage
let doctor: Desk

/** Neither the window nor the page moves sideways. */
async function fits(page: Page) {
  const widths = await page.evaluate(() => {
    const shell = document.getElementById('page')
    return { window: document.scrollingElement?.scrollWidth ?? 0, page: shell ? shell.scrollWidth - shell.clientWidth : 0 }
  })
  expect(widths.window, page.url()).toBeLessThanOrEqual(phone.width)
  expect(widths.page, page.url()).toBe(0)
}
const heights = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((found) => found.map((one) => Math.round(one.getBoundingClientRect().height)))

beforeAll(async () => {
  stage = await openStage()
  doctor = await openDesk(stage, 'sl-village', '/visits', phone)
  await call(doctor, 'POST', '/resident/register', {
    name: '单晓梅',
    idCard: makeIdCard('141097', '1956-03-08', 412),
    phone: '13800001234',
  })
}, 240_000)
afterAll(() => stage?.close())

it('a village doctor finds, receives, measures, names and closes with one thumb', async () => {
  const { page, shot, problems } = doctor
  await fits(page)
  await page.locator('#desk-search').tap()
  await page.keyboard.type('sxm')
  await shot('phone-found')
  await page.locator('.cw-combo-list [role=option]', { hasText: '单晓梅' }).tap()
  await page.locator('#desk-complaint').tap()
  await page.keyboard.insertText('头晕3天')
  await page.locator('#desk-pressure').tap()
  expect(await page.locator('#desk-pressure').getAttribute('inputmode')).toBe('decimal')
  await page.keyboard.type('15294')
  await page.locator('#desk-diagnoses').tap()
  expect(await page.locator('#desk-pressure').inputValue()).toBe('152/94')
  await page.keyboard.type('gxy')
  const hypertension = page.locator('.cw-combo-list [role=option]').first()
  await hypertension.waitFor()
  await shot('phone-diagnosis')
  await fits(page)
  await hypertension.tap()

  const id = new URL(page.url()).searchParams.get('visit') ?? ''
  // The closing verb lies at the foot of the screen wherever the page is scrolled to; the others behind one button.
  for (const top of [0, 10_000]) {
    await page.locator('#page').evaluate((shell, to) => shell.scrollTo(0, to), top)
    const foot = await page.locator('.desk-footer [data-finish]').boundingBox()
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(phone.height)
    expect(foot?.y).toBeGreaterThan(phone.height - 120)
  }
  const more = page.locator('.desk-footer .cw-more > button')
  await more.tap()
  expect(await page.locator('.cw-more-items button').allTextContents()).toEqual([
    '保存 Ctrl+S',
    '转科/更换医生 Alt+T',
    '取消就诊 Alt+X',
    '打印',
    '离开 Esc',
  ])
  await shot('phone-more')
  await page.keyboard.press('Escape')
  expect(await page.locator('.cw-more-items').count()).toBe(0)
  expect(new URL(page.url()).searchParams.get('visit')).toBe(id)

  await page.locator('[data-finish]').tap()
  await page.waitForFunction(() => !location.search)
  expect((await call<OpenedCase<Visit>>(doctor, 'GET', `/visit/${id}`)).case).toMatchObject({
    state: 'finished',
    complaint: '头晕3天',
    vitalSigns: { systolic: 152, diastolic: 94 },
    diagnoses: [{ name: '高血压' }],
  })
  await page.locator('.desk-today li', { hasText: '单晓梅' }).waitFor()
  await shot('phone-closed')
  expect(problems).toEqual([])
})

it('the desk shows one part at a time, with counts, and its search comes back with a key', async () => {
  const { page } = doctor
  const steps = page.locator('.desk-steps button')
  await page.locator('.desk-today li button', { hasText: '单晓梅' }).tap()
  await page.locator('#desk-complaint').waitFor()
  expect(await steps.allTextContents()).toEqual(['今日 1', '接诊 单晓梅', '既往 0'])
  expect(await page.locator('#desk-search').isVisible()).toBe(false)
  await steps.nth(2).tap()
  expect(await page.locator('.desk-earlier').isVisible()).toBe(true)
  expect(await page.locator('#desk-complaint').isVisible()).toBe(false)
  await fits(page)
  await page.keyboard.press('F2')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('desk-search')
})

it('the drawer: by finger and by keyboard, closed by Esc and by a choice', async () => {
  const { page, shot } = doctor
  const burger = page.locator('.cw-burger')
  const drawer = page.locator('.cw-drawer')
  await burger.tap()
  await drawer.waitFor()
  await shot('phone-drawer')
  expect(Math.min(...(await heights(page, '.cw-drawer a, .cw-drawer button')))).toBeGreaterThanOrEqual(finger)
  expect(await drawer.textContent()).toMatch(/首页.*接诊台.*指标.*中文.*English.*sl-village.*修改密码.*退出登录/)
  expect(await unsound(page)).toEqual([])
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(await burger.evaluate((one) => document.activeElement === one)).toBe(true)

  await page.keyboard.press('Enter')
  await drawer.waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('.cw-menu'))
  await page.locator('.cw-drawer a', { hasText: '指标' }).tap()
  await page.waitForURL('**/numbers')
  await drawer.waitFor({ state: 'detached' })
})

it('a list is cards; the heads that sort and filter unfold above them; a card opens to all of its row', async () => {
  const { page, shot } = doctor
  await page.goto(`${stage.address}/lists/visits`)
  await page.locator('.cw-card-row').first().waitFor()
  await fits(page)
  await page.locator('.cw-heads summary').tap()
  await page.locator('.cw-heads button', { hasText: '患者' }).tap()
  await page.locator('.cw-heads button[aria-label="筛选：患者"]').tap()
  await page.locator('.cw-filter input').fill('单晓梅')
  await page.locator('.cw-filter [type=submit]').tap()
  await page.waitForFunction(() => document.querySelectorAll('.cw-card-row').length === 1)
  await shot('phone-list')
  await page.locator('.cw-card-row').tap()
  await page.locator('.cw-whole').waitFor()
  expect(await page.locator('.cw-whole').textContent()).toMatch(/患者单晓梅.*诊断高血压.*就诊号\d+/)
})

it('numbers: an indicator is chosen from the library; the table shows its newest end and moves inside its own box, its first column stays', async () => {
  const { page, shot } = doctor
  await page.goto(`${stage.address}/numbers`)
  await page.getByRole('link', { name: '就诊人次', exact: true }).tap()
  await page.waitForURL('**/numbers/visits')
  await page.locator('.cw-cells .cw-table').waitFor()
  const first = page.locator('.cw-cells tbody th').first()
  const before = await first.boundingBox()
  const [newest, moved] = await page.locator('.cw-cells .cw-table-box').evaluate((box) => {
    const end = box.scrollLeft
    box.scrollLeft = 0
    return [end, box.scrollLeft]
  })
  expect(newest).toBeGreaterThan(0)
  expect(moved).toBe(0)
  expect((await first.boundingBox())?.x).toBeCloseTo(before?.x ?? -1, 0)
  await shot('phone-numbers')
  await fits(page)
})

it.each([
  '/',
  '/visits',
  '/lists/visits',
  '/numbers',
  '/admissions?scope=county',
  '/residents',
  '/people?scope=county',
  '/population',
  '/chronic?scope=county',
  '/organizations',
  '/practitioners',
  '/teams',
  '/rosters',
  '/resources',
])('%s moves only up and down, and nothing grave stands in the way of a screen reader', async (path) => {
  const { page } = doctor
  await page.goto(stage.address + path)
  await page.locator('#page[aria-busy=false]').waitFor()
  await page.waitForLoadState('networkidle')
  await fits(page)
  expect(await unsound(page)).toEqual([])
})

it('so does the sign-in', async () => {
  const context = await stage.browser.newContext({ viewport: phone, hasTouch: true, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(stage.address)
  await page.locator('[autocomplete=username]').waitFor()
  await fits(page)
  expect(await unsound(page)).toEqual([])
  expect(
    Math.min(...(await heights(page, 'button[type=submit], [autocomplete=username], .ant-input-affix-wrapper'))),
  ).toBeGreaterThanOrEqual(finger)
})
