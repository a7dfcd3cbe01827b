import { afterAll, beforeAll, expect, it } from 'vitest'
import { importRows } from '../../src/adapters/files/import.ts'
import { deaths } from '../../src/adapters/files/kinds/deaths.ts'
import { type Desk, openDesk, openStage, type Stage } from './browser.ts'

let stage: Stage
let desk: Desk
beforeAll(async () => {
  stage = await openStage() // with the demo county's own files in it
  const { record } = stage.house
  const [dead] = await record.db.query<{ name: string; card: string; code: string }>(
    `select n.name, n.id_number as card, o.code from flat_resident r join person_name n on n.county_id = r.county_id and n.patient_id = r.patient_id
     join flat_organization o on o.county_id = r.county_id and o.id = (select value from dictionary where key = r.org_key) limit 1`,
  )
  const rows = [
    ['报告卡号', '报告机构代码', '证件号码', '姓名', '死亡时间', '死亡地点', '根本死因编码'],
    ['SW1', dead!.code, dead!.card, dead!.name, '2026-05-05 08:30', '家中', 'I63.900'],
  ]
  expect(await importRows('deaths', 'one', rows, { record, county: 141097, kind: deaths, actor: 'tester' })).toMatchObject({ taken: 2 })
  desk = await openDesk(stage, 'sl-statistician', '/population')
}, 240_000)
afterAll(() => stage?.close())

const open = async (path: string) => {
  await desk.page.goto(stage.address + path)
  await desk.page.locator('.cw-grid-body [role=row]').first().waitFor()
  return desk.page.locator('.cw-list-count')
}

it('the newest count of the county stands as a pyramid and tables, and narrows to a township', async () => {
  const { page, shot, problems } = desk
  await page.locator('.population-pyramid').waitFor()
  await shot('population')
  const total = async () => Number((await page.locator('.population-ages tfoot td').nth(2).textContent())?.replaceAll(',', ''))
  const whole = await total()
  const [counted] = await stage.house.record.db.query<{ n: number }>(
    `select sum(persons)::int as n from flat_population where kind = 'resident' and day = (select max(day) from flat_population)`,
  )
  expect(whole).toBe(counted?.n)
  await page.locator('.population-choose').first().click()
  expect(await total()).toBeLessThan(whole)
  await shot('population-township')
  await page.locator('select').first().selectOption('registered')
  expect(await page.locator('h1').textContent()).toContain('户籍人口')
  expect(problems).toEqual([])
})

it.each([
  ['/people?list=residents', 'resident'],
  ['/people?list=deaths', 'death'],
  ['/chronic?list=chronic-registers', 'chronic_register'],
  ['/chronic?list=follow-ups', 'follow_up'],
])('%s lists what the files brought, over the whole county', async (path, view) => {
  const listed = await open(`${path}&scope=county`)
  await desk.shot(`population-${view}`)
  const [{ n }] = (await stage.house.record.db.query<{ n: number }>(`select count(*)::int as n from flat_${view}`)) as [{ n: number }]
  expect(n).toBeGreaterThan(0)
  await listed.getByText(`共 ${n} 行`).waitFor()
  expect(desk.problems).toEqual([])
})

it('a resident is registered with a township and a village of it; the card names them', async () => {
  const doctor = await openDesk(stage, 'sl-township', '/residents')
  const { page, shot, problems } = doctor
  await page.keyboard.press('Alt+n')
  await page.locator('#resident-name').fill('解小雨')
  await page.locator('#resident-township').fill('czz')
  await page.locator('#resident-township').press('Enter')
  await page.locator('#resident-village').fill('dg')
  await page.locator('#resident-village').press('Enter')
  await shot('resident-divisions')
  await page.keyboard.press('Control+Enter')
  await page.locator('.resident-facts').getByText('东关社区').waitFor()
  await shot('resident-card')
  expect(problems).toEqual([])
})
