import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visit } from '../../src/capabilities/visits/shape.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import type { OpenedCase, Performed, Person } from '../../src/ui/contract.ts'
import { call, type Desk, fingers, openDesk, openStage, password, type Stage } from './browser.ts'

const idCard = makeIdCard('141097', '1956-03-08', 412)
const hypertension = { system: 'icd10', code: 'I10.x00x002', name: '高血压' }
let stage: Stage
let doctor: Desk
let person: string

const visitOf = (desk: Desk, id: string) => call<OpenedCase<Visit>>(desk, 'GET', `/visit/${id}`)
const idIn = ({ page }: Desk) => new URL(page.url()).searchParams.get('visit') ?? ''
const field = ({ page }: Desk, name: string) => page.locator(`#desk-${name}`)
/** A visit of the township desk as far as a verb, made over the door. */
async function madeVisit(upTo: 'receive' | 'close'): Promise<string> {
  const { id } = await call<Performed>(doctor, 'POST', '/visit/receive', { person })
  if (upTo === 'close')
    await call(doctor, 'POST', `/visit/${id}/close`, {
      complaint: '复查血压',
      vitalSigns: { systolic: 148, diastolic: 90 },
      diagnoses: [hypertension],
    })
  return id
}

beforeAll(async () => {
  stage = await openStage()
  doctor = await openDesk(stage, 'sl-township', '/visits')
  await call(doctor, 'POST', '/resident/register', { name: '单晓梅', idCard, phone: '13800001234' })
  const { persons } = await call<{ persons: Person[] }>(doctor, 'GET', `/persons?q=${idCard}`)
  person = persons[0]!.person
  await madeVisit('close')
}, 240_000)
afterAll(() => stage?.close())

it('a returning patient’s visit with vital signs and diagnosis: at most 150 keys, under a minute at 0.3 s a key, no mouse', async () => {
  const { page, shot, problems } = doctor
  await page.evaluate(() => {
    for (const name of ['mousedown', 'pointerdown', 'wheel'])
      addEventListener(name, () => document.body.setAttribute('data-mouse', ''), true)
  })
  const keys = fingers(page, 300)
  const began = Date.now()
  await keys.press('F2')
  await keys.type('sxm')
  await keys.press('Enter')
  await keys.write('头晕3天', 'touyun 3 tian')
  await keys.press('Enter', 'Enter')
  for (const measured of ['365', '72', '18', '152/94', '98']) {
    await keys.type(measured)
    await keys.press('Enter')
  }
  await shot('visit-vital-signs')
  await keys.press('Enter', 'Enter', 'Enter')
  await keys.type('gxy')
  await keys.press('Enter')
  await shot('visit-filled')
  const id = idIn(doctor)
  await keys.press('Control+Enter')
  const seconds = (Date.now() - began) / 1000
  await page.waitForFunction(() => document.activeElement?.id === 'desk-search' && !location.search)
  await shot('visit-closed')

  expect(keys.count).toBeLessThanOrEqual(150)
  expect(seconds).toBeLessThan(60)
  console.info(`returning patient: ${keys.count} keys, ${seconds.toFixed(1)} s`)
  expect(await page.evaluate(() => document.body.hasAttribute('data-mouse'))).toBe(false)
  expect((await visitOf(doctor, id)).case).toMatchObject({
    state: 'finished',
    first: false,
    complaint: '头晕3天',
    vitalSigns: { temperature: 36.5, pulse: 72, respiration: 18, systolic: 152, diastolic: 94, saturation: 98 },
    diagnoses: [hypertension],
    disposition: 'home',
  })
  expect(await page.locator('.cw-page').evaluate((e) => e.scrollHeight - e.clientHeight)).toBe(0)
  expect(problems).toEqual([])
})

it('the last diagnoses come back with one key, TCM beside them, and a scan of an unknown number registers', async () => {
  const { page, shot } = doctor
  const newborn = makeIdCard('141097', '2026-01-05', 7)
  const keys = fingers(page)
  await page.goto(`${stage.address}/visits`)
  await page.locator('#desk-search').waitFor()
  await keys.type(newborn)
  await keys.press('Enter')
  await page.locator('#resident-name').waitFor()
  expect(await page.locator('#resident-idCard').inputValue()).toBe(newborn)
  expect(await page.locator('#resident-birthDate').inputValue()).toBe('2026-01-05')
  expect(await page.locator('#resident-sex').inputValue()).toBe('male')
  await shot('visit-register')
  await keys.write('单小宝', 'shan xiao bao')
  await keys.press('Control+Enter')
  await field(doctor, 'complaint').waitFor()
  await page.locator('.desk-strip', { hasText: '单小宝' }).waitFor()
  expect(await page.locator('.desk-strip').textContent()).toMatch(/单小宝.*个月.*初诊/)

  await keys.press('F2')
  await keys.type('13800001234')
  await page.locator('.cw-combo-list [role=option]').waitFor()
  await keys.press('Enter')
  await page.locator('.desk-strip', { hasText: '单晓梅' }).waitFor()
  await page.locator('button', { hasText: '沿用上次诊断' }).waitFor()
  await keys.press('F4')
  expect(await page.locator('.desk-chip').allTextContents()).toEqual([expect.stringContaining('高血压')])
  await field(doctor, 'tcm-disease').focus()
  await keys.type('xy')
  await keys.press('Enter')
  const id = idIn(doctor)
  await keys.press('Control+Enter')
  await page.waitForFunction(() => !location.search)
  const { diagnoses } = (await visitOf(doctor, id)).case
  expect(diagnoses.map(({ system }) => system)).toEqual(['icd10', 'tcm-disease'])
})

it('a refusal stands under its field, which has the keys; cancelling asks why', async () => {
  const { page, shot } = doctor
  const id = await madeVisit('receive')
  await page.goto(`${stage.address}/visits?visit=${id}`)
  await field(doctor, 'complaint').waitFor()
  const keys = fingers(page)
  await field(doctor, 'pressure').focus()
  await keys.type('94/152')
  await keys.press('Enter')
  await page.locator('#desk-pressure-problem').waitFor()
  expect(await page.locator('#desk-pressure-problem').textContent()).toBe('收缩压应高于舒张压')
  await field(doctor, 'pressure').fill('152/94')
  await keys.press('Control+Enter')
  await page.locator('#desk-diagnoses-problem').waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('desk-diagnoses')
  await shot('visit-refused')
  await keys.press('Alt+x')
  await keys.write('患者离开', 'huanzhe likai')
  await keys.press('Enter')
  await page.waitForFunction(() => !location.search)
  expect((await visitOf(doctor, id)).case).toMatchObject({ state: 'cancelled', reason: '患者离开' })
})

it('a visit goes on in another department, by keys: its case says where and why', async () => {
  const { page, shot } = doctor
  const id = await madeVisit('receive')
  await page.goto(`${stage.address}/visits?visit=${id}`)
  await field(doctor, 'complaint').waitFor()
  await page.keyboard.press('Alt+t')
  await page.getByLabel('转到科室').selectOption({ label: '中医科' })
  await field(doctor, 'reason').fill('挂错科室')
  await shot('visit-transfer')
  await page.keyboard.press('Enter')
  await field(doctor, 'reason').waitFor({ state: 'detached' })
  expect((await visitOf(doctor, id)).case).toMatchObject({
    state: 'in-progress',
    department: { code: 'sl-dw-wsy-zyk', name: '中医科' },
    reason: '挂错科室',
  })
})

it('a session that ends in the middle, and a reload, lose nothing', async () => {
  const { page, context, shot } = doctor
  const id = await madeVisit('receive')
  await page.goto(`${stage.address}/visits?visit=${id}`)
  await field(doctor, 'complaint').fill('咳嗽2天')
  await field(doctor, 'pressure').fill('128/82')
  await context.clearCookies()
  await page.keyboard.press('Control+s')
  const secret = page.locator('.cw-curtain [autocomplete=current-password]')
  await secret.waitFor()
  await shot('visit-session-ended')
  expect(await field(doctor, 'complaint').inputValue()).toBe('咳嗽2天')
  await secret.fill(password)
  await page.keyboard.press('Enter')
  await page.locator('.desk-saved:empty').waitFor({ state: 'attached' })
  expect((await visitOf(doctor, id)).case).toMatchObject({ complaint: '咳嗽2天', vitalSigns: { systolic: 128, diastolic: 82 } })

  await field(doctor, 'advice').fill('多饮水')
  await page.reload()
  await field(doctor, 'advice').waitFor()
  expect(await field(doctor, 'advice').inputValue()).toBe('多饮水')
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/单晓梅|1410971956|138/)
})

it('two desks amend one visit: the second hears who and when, and keeps what it typed', async () => {
  const id = await madeVisit('close')
  const head = await openDesk(stage, 'sl-township-head', `/visits?visit=${id}`)
  await doctor.page.goto(`${stage.address}/visits?visit=${id}`)
  const amend = async ({ page }: Desk, reason: string) => {
    await page.keyboard.press('Control+Enter')
    await page.locator('#desk-reason').fill(reason)
    await page.keyboard.press('Enter')
  }
  await field(head, 'complaint').fill('头晕一周')
  await field(head, 'history').fill('晨起明显')
  await field(doctor, 'complaint').fill('头晕5天')
  await field(doctor, 'advice').fill('低盐饮食')
  await amend(head, '补充病史')
  await head.page.locator('.desk-saved:empty').waitFor({ state: 'attached' })

  await amend(doctor, '补充指导')
  const notice = doctor.page.locator('.desk-changed')
  await notice.waitFor()
  const [{ name }] = (await stage.house.record.db.query<{ name: string }>(`select name from account where login = 'sl-township-head'`)) as [
    { name: string },
  ]
  await notice.getByText(name).waitFor()
  await doctor.shot('visit-changed-by-other')
  expect(await field(doctor, 'complaint').inputValue()).toBe('头晕5天')

  await doctor.page.keyboard.press('Alt+r')
  await notice.waitFor({ state: 'detached' })
  await doctor.shot('visit-merged')
  expect(await field(doctor, 'history').inputValue()).toBe('晨起明显')
  expect(await field(doctor, 'complaint').inputValue()).toBe('头晕5天')
  expect(await doctor.page.locator('.desk-theirs').textContent()).toContain('头晕一周')
  await doctor.page.locator('#desk-reason').fill('补充指导')
  await doctor.page.keyboard.press('Enter')
  await doctor.page.locator('.desk-saved:empty').waitFor({ state: 'attached' })
  expect((await visitOf(doctor, id)).case).toMatchObject({
    complaint: '头晕5天',
    history: '晨起明显',
    advice: '低盐饮食',
    reason: '补充指导',
  })
  expect([...doctor.problems, ...head.problems]).toEqual([])
})
