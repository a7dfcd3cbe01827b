import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCounty } from '../../county/demo/index.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import { call, openDesk, openStage, type Stage, unsound } from './browser.ts'

const hospital = demoCounty('141097').organizations.find((o) => o.type === 'A100' && o.id.startsWith('sl'))!
let stage: Stage
const folder = mkdtempSync(join(tmpdir(), 'countywide-file-'))
const command = (...words: string[]) =>
  promisify(execFile)(process.execPath, ['bin/countywide.mjs', ...words], { env: { ...process.env, DATABASE_URL: stage.databaseUrl } })

beforeAll(async () => {
  stage = await openStage()
}, 240_000)
afterAll(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

it('a file given to the command beside the running server shows as a number, and a click opens its rows', async () => {
  const file = join(folder, 'visits.csv')
  await command('import', '--template', 'visits', file)
  const header = '就诊号,机构代码,证件号码,姓名,就诊时间,就诊类别,科室,诊断编码,总费用'
  const lines = ['陈一', '王二', '李三'].map(
    (name, i) =>
      `GATE${i},${hospital.code},${makeIdCard('141097', '1950-01-01', 501 + i)},${name},2024-02-0${i + 1} 09:30,门诊,内科,I10.x00x002,88.50`,
  )
  writeFileSync(
    file,
    [header, ...lines, `GATE9,${hospital.code},141097195001011111,错号,2024-02-04 09:30,门诊,内科,I10.x00x002,1.00`].join('\r\n'),
  )
  const { stdout } = await command('import', file)
  expect(stdout).toContain('1 rows refused')
  expect(stdout).toMatch(/第 5 行 证件号码/)
  expect((await command('import', file)).stdout).toContain('0 documents taken')

  const { page, shot, problems } = await openDesk(stage, 'sl-statistician', '/numbers/visits?from=2024-01&to=2024-02')
  const row = page.getByRole('row', { name: hospital.name })
  const number = row.getByRole('link', { name: '3', exact: true })
  await number.waitFor()
  await shot('gate-number')
  await number.click()
  await page.getByRole('dialog').getByRole('link', { name: /明细/ }).click()
  await page.getByText('共 3 行').waitFor()
  for (const shown of ['陈*', '王*', '李*']) await page.getByText(shown, { exact: true }).waitFor()
  await shot('gate-rows')
  expect(problems).toEqual([])
})

it('two residents in doubt are merged: the number of persons follows, also what a later file brings; and goes back when it is taken back', async () => {
  const desk = await openDesk(stage, 'sl-registrar', '/identities')
  const { page, shot, problems } = desk
  const cards = [511, 513, 515].map((n) => makeIdCard('141097', '1950-01-01', n))
  for (const idCard of cards.slice(0, 2)) await call(desk, 'POST', '/resident/register', { name: '赵同', idCard, phone: '13800009876' })
  const settled = async (name: string, persons: readonly string[]) => {
    const file = join(folder, `${name}.csv`)
    const header = '结算号,机构代码,证件号码,姓名,险种,就医类别,就医地,入院时间,出院时间,结算时间,诊断编码,总费用,统筹基金支付,个人现金支付'
    const rows = persons.map(
      (card, i) =>
        `${name}${i},${hospital.code},${card},赵同,城乡居民,住院,县内,2024-03-01 08:30,2024-03-05 10:00,2024-03-05 10:30,I63.900,1200.00,700.00,500.00`,
    )
    writeFileSync(file, [header, ...rows].join('\r\n'))
    await command('import', file)
  }
  await settled('JS', cards)
  const statistician = await openDesk(stage, 'sl-statistician', '/numbers/inside-cost-per-inpatient?from=2024-03&to=2024-03')
  const perPerson = async (yuan: string) => {
    await statistician.page.reload()
    await statistician.page.getByRole('row', { name: hospital.name }).getByText(yuan, { exact: true }).first().waitFor()
  }
  await perPerson('1,200.00')

  await page.reload()
  await page
    .getByRole('row', { name: /姓名、生日、电话相同/ })
    .first()
    .click()
  await page.getByText('档案里现在是两个人').waitFor()
  await page.keyboard.press('Alt+h')
  await page.locator('#identity-reason').fill('补办了证件，本人到场')
  await shot('identity-merge')
  expect(await unsound(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('已记录：合并').waitFor()
  await perPerson('1,800.00')
  await settled('JT', [cards[1]!])
  await perPerson('2,400.00')

  await page.goto(`${stage.address}/identities?show=decided`)
  await page.getByRole('row', { name: /补办了证件/ }).click()
  await page.getByRole('button', { name: '撤销' }).click()
  await page.locator('#identity-reason').fill('认错人')
  await shot('identity-undo')
  await page.keyboard.press('Enter')
  await page.getByText('撤销理由：认错人').waitFor()
  await perPerson('1,600.00')
  expect([...problems, ...statistician.problems]).toEqual([])
})
