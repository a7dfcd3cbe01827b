import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCounty } from '../../county/demo/index.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import { openDesk, openStage, type Stage } from './browser.ts'

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
