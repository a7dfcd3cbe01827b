import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { demoPassword } from '../src/cli/liven.ts'
import { findChromium } from './chromium.ts'

/** `npm run screenshots [-- --address URL]`: the pictures of the README and the guides, taken anew from a demo that is running and complete. */
type Shot = { name: string; login: string; path: string; size?: { width: number; height: number }; before?: (page: Page) => Promise<void> }
const desk = { width: 1366, height: 768 }
const phone = { width: 390, height: 844 }
const wall = { width: 1920, height: 1080 }

const openFirst = (selector: string) => async (page: Page) => page.locator(selector).first().click()
const shots: readonly Shot[] = [
  { name: 'desk', login: 'township', path: '/visits', before: openFirst('text=接诊中') },
  { name: 'numbers', login: 'director', path: '/numbers/in-county-care-rate?grain=month&unit=county' },
  { name: 'cockpit', login: 'chief', path: '/cockpit' },
  { name: 'wall', login: 'chief', path: '/wall', size: wall, before: openFirst('main button, button') },
  { name: 'plan', login: 'chief', path: '/plans', before: openFirst('main a[href^="/plans/"]') },
  { name: 'brief', login: 'chief', path: '/briefs?month=2026-10' },
  { name: 'prefecture', login: 'city', path: '/prefecture' },
  { name: 'village', login: 'village', path: '/visits', size: phone },
]

const { values } = parseArgs({ options: { address: { type: 'string', default: 'http://127.0.0.1:8080' }, only: { type: 'string' } } })
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const executablePath = findChromium()
if (!executablePath) throw new Error('no Chromium on this machine: set CHROMIUM_PATH')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const { name, login, path, size = desk, before } of shots.filter((shot) => !values.only || shot.name === values.only)) {
  const context = await browser.newContext({ viewport: size, hasTouch: size === phone, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.goto(values.address)
  const answer = await page.request.post(`${values.address}/api/session`, {
    headers: { 'x-countywide': '1' },
    data: { login, password: demoPassword },
  })
  if (!answer.ok()) throw new Error(`${login}: ${answer.status()} ${await answer.text()}`)
  await page.goto(values.address + path)
  await page.waitForLoadState('networkidle')
  await before?.(page)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(4000) // charts draw themselves, the wall waits for its first numbers
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`${name}.png  ${login} ${path}`)
  await context.close()
}
await browser.close()
