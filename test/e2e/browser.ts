import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { demoCounty } from '../../county/demo/index.ts'
import { demoPassword, liven } from '../../src/cli/liven.ts'
import { open, type Running } from '../../src/cli/start.ts'
import { openHouse } from '../../src/server/house.ts'
import { findChromium } from '../../tools/chromium.ts'
import { standing, testDb } from '../postgres.ts'

export const password = demoPassword
const pictures = 'test-results'

export type Stage = { address: string; databaseUrl: string; browser: Browser; house: Running['house']; close: () => Promise<void> }

/** The smallest demo county, taken in once a run. */
const smallest = () =>
  standing('demo', async (url, data) => {
    const house = await openHouse(url)
    await (await liven(house, demoCounty('141097'), { residents: 100, months: 2, data }, () => {})).newest()
    await house.record.close()
  })

/** A real server with the smallest demo county on a database of its own, and a browser. */
export async function openStage(): Promise<Stage> {
  const { template, folder } = await smallest()
  const database = await testDb({ template })
  const config = {
    data: mkdtempSync(join(tmpdir(), 'countywide-e2e-')),
    port: 0,
    host: '127.0.0.1',
    databaseUrl: database.url,
    production: false,
  }
  cpSync(folder, config.data, { recursive: true })
  const running = await open(config, { log: false })
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium on this machine: set CHROMIUM_PATH')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const close = async () => {
    await browser.close()
    await running.stop()
    await database.close()
    rmSync(config.data, { recursive: true, force: true })
  }
  return { address: running.address, databaseUrl: database.url, browser, house: running.house, close }
}

export type Desk = { page: Page; context: BrowserContext; problems: string[]; shot: (name: string) => Promise<void> }

const desk = { width: 1366, height: 768 }
/** A phone as village doctors hold it; whatever is narrower than a desk is touched. */
export const phone = { width: 390, height: 844 }

/** A desk of 1366×768, or of another size, at a path, signed in. `problems` fills with whatever the page complains of itself. */
export async function openDesk({ address, browser }: Stage, login: string, path: string, viewport = desk): Promise<Desk> {
  const hasTouch = viewport.width < 1024
  const context = await browser.newContext({ viewport, hasTouch, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    // A refusal is an answer, which the browser's console reports all the same.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) problems.push(message.text())
  })
  await page.goto(address + path)
  await signIn(page, login)
  const shot = async (name: string) => {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
  return { page, context, problems, shot }
}

/** Signs in; `shown` is what stands there then. */
export async function signIn(page: Page, login: string, shown = '.cw-shell') {
  await page.locator('[autocomplete=username]').fill(login)
  await page.locator('[autocomplete=current-password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator(shown).first().waitFor()
}

/** What stands gravely in the way of a screen reader or a keyboard on the page as it is (axe-core); nothing where all is well. */
export async function unsound(page: Page): Promise<string[]> {
  // only what is wrong is described node by node; for what is right that takes longer than to look at it
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
}

/** Fingers on a keyboard, counted: a chord counts each of its keys, Chinese the letters of its pinyin and one key to choose the word. */
export function fingers(page: Page, pause = 0) {
  let count = 0
  const rest = (keys: number) => page.waitForTimeout(pause * keys)
  return {
    get count() {
      return count
    },
    async press(...chords: string[]) {
      for (const chord of chords) {
        const keys = chord.split('+').length
        await page.keyboard.press(chord)
        count += keys
        await rest(keys)
      }
    },
    async type(text: string) {
      for (const letter of text) {
        await page.keyboard.press(letter === '/' ? 'Slash' : letter)
        count += 1
        await rest(1)
      }
    },
    /** `pinyin` as typed, its words parted by spaces: 头晕3天 is `touyun 3 tian`. */
    async write(text: string, pinyin: string) {
      const keys = pinyin.split(' ').reduce((n, word) => n + word.length + (/^\d+$/.test(word) ? 0 : 1), 0)
      await rest(keys)
      await page.keyboard.insertText(text)
      count += keys
    },
  }
}

/** A request as the signed-in browser sends it; anything but success throws. */
export async function call<T>({ page }: Pick<Desk, 'page'>, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const url = new URL(`/api${path}`, page.url()).href
  const answer = await page.request.fetch(url, { method, headers: { 'X-Countywide': '1' }, ...(body === undefined ? {} : { data: body }) })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}
