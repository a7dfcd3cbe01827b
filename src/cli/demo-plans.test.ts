import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { demoCounties } from '../../county/demo/index.ts'
import { testDb } from '../../test/postgres.ts'
import { storyTemplate } from '../capabilities/plans/stories.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { Config } from '../server/config.ts'
import { openHouse } from '../server/house.ts'
import { pdfOf, pngOf } from './demo-evidence.ts'
import { demoPlans } from './demo-plans.ts'
import { type Livened, liven } from './liven.ts'
import { adoptPlan, checkPlans, listPlans } from './plan.ts'

const now = new Date('2026-11-22T02:00:00Z')
const data = mkdtempSync(join(tmpdir(), 'countywide-plans-'))
let house: House
let config: Config
let counties: Livened[]
let close: () => Promise<void>
beforeAll(async () => {
  const database = await testDb({ max: 1 })
  config = { data, port: 0, host: '127.0.0.1', databaseUrl: database.url, production: false }
  house = await openHouse(database.url, () => now)
  counties = await Promise.all(demoCounties().map((demo) => liven(house, demo, { residents: 0, months: 0, data }, () => {})))
  close = async () => {
    await house.record.close()
    await database.close()
    rmSync(data, { recursive: true, force: true })
  }
}, 120_000)
afterAll(() => close())

const all = () =>
  house.record.db.query<{ county: number; template: string; open: number; done: number; late: number; said: number; lost: number }>(
    `select p.county_id as county, p.template,
       (select count(*) filter (where t.state = 'open') from flat_task t where t.county_id = p.county_id and t.plan = p.id)::int as open,
       (select count(*) filter (where t.state = 'done') from flat_task t where t.county_id = p.county_id and t.plan = p.id)::int as done,
       (select count(*) filter (where t.state = 'open' and t.due < '2026-11-22') from flat_task t where t.county_id = p.county_id and t.plan = p.id)::int as late,
       (select count(*) from flat_statement s where s.county_id = p.county_id and s.plan = p.id)::int as said,
       (select count(*) from flat_statement s where s.county_id = p.county_id and s.plan = p.id and not s.valid)::int as lost
     from flat_plan p order by 1, 2`,
  )
const versions = async () =>
  (await house.record.db.query(`select county_id, type, id, version from resource where type like 'plan.%' order by 1, 2, 3`)).length

describe('the demo counties', () => {
  it('carry out their plans: five in the main one, two in the small ones, with tasks done and late and evidence that is kept', async () => {
    for (const { logins } of counties) await demoPlans(house, logins, data)
    const plans = await all()
    expect(plans.map(({ county, template }) => `${county} ${template}`)).toEqual([
      '141097 health-system-2023',
      '141097 strong-medicine-2020',
      '141098 health-system-2023',
      '141098 strong-medicine-2020',
      '141099 county-capability-2023',
      '141099 county-centre-2020',
      '141099 county-hospitals-2019',
      '141099 health-system-2023',
      '141099 strong-medicine-2020',
    ])
    for (const { done, late, said } of plans) expect([done > 0, late > 0, said > 0]).toEqual([true, true, true])
    expect(plans.find(({ template }) => template === 'county-capability-2023')).toMatchObject({ lost: 1 })
    const kept = readdirSync(join(data, 'evidence')).map((name) => readFileSync(join(data, 'evidence', name)))
    expect(kept.length).toBeGreaterThan(50)
    for (const bytes of kept) expect(bytes.subarray(0, 4).toString('latin1')).toMatch(/^(%PDF|\u0089PNG)$/)
  }, 120_000)

  it('have them once, however often the demo starts', async () => {
    const [plans, count] = [await all(), await versions()]
    for (const { logins } of counties) await demoPlans(house, logins, data)
    expect([await all(), await versions()]).toEqual([plans, count])
  })
})

it('a page of evidence is a PDF whose objects lie where its table says, and a picture is a PNG of as many lines as it says', () => {
  const text = pdfOf(['验收通知', '通过']).toString('latin1')
  const [, start] = /startxref\n(\d+)\n%%EOF/.exec(text)!
  expect(text.slice(Number(start)).startsWith('xref\n0 8\n')).toBe(true)
  const offsets = [...text.matchAll(/(\d{10}) 00000 n /g)].map(([, at]) => Number(at))
  expect(offsets.map((at) => text.slice(at).split(' ')[0])).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  const png = pngOf('12.5', '现场')
  const at = png.indexOf('IDAT')
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  expect(inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))).toHaveLength((width + 1) * height)
})

describe('on the command line', () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(data, name), text)
    return join(data, name)
  }

  it('a plan file is checked by line, and it is said whether all can be adopted', async () => {
    const text = stringify(storyTemplate)
    const [good, bad] = [file('good.yaml', text), file('bad.yaml', text.replace('clause: one', 'clause: two'))]
    expect(await checkPlans(config, [good], {})).toMatchObject({
      ok: true,
      text: expect.stringMatching(/可以采用，条款 1、目标 3、任务 2/),
    })
    const line = text.split('\n').findIndex((one) => one.includes('clause: one')) + 1
    const both = await checkPlans(config, [good, bad], { county: '141098' })
    expect(both).toMatchObject({ ok: false, text: expect.stringContaining(`bad.yaml:${line}: `) })
    await expect(checkPlans(config, [join(data, 'none.yaml')], {})).rejects.toThrow(/ENOENT/)
  })

  it('a plan is adopted with dates of its own and listed as in force', async () => {
    const options = { county: '141098', from: '2026-01-01', to: '2028-12-31' }
    expect(await adoptPlan(config, 'county-capability-2023', options)).toMatch(/county-capability-2023-1，任务 \d+ 项/)
    expect(await listPlans(config, options)).toMatch(/2026-01-01 – 2028-12-31 {2}adopted county-capability-2023-1/)
    await expect(adoptPlan(config, 'none', options)).rejects.toThrow(/strong-medicine-2020/)
    await expect(adoptPlan(config, 'county-capability-2023', options)).rejects.toThrow(/in force already/)
  })
})
