import { join } from 'node:path'
import type { DemoCounty } from '../../county/demo/types.ts'
import type { House } from '../kernel/perform/perform.ts'
import { ensureCodes } from '../server/codes.ts'
import { bringIn, type DemoSize, demoFiles } from './demo-files.ts'
import { type DemoLogin, seedAccounts, seedCounty } from './seed.ts'

/** The password of every demo login; demo data are invented, so it guards nothing. */
export const demoPassword = 'Demo.kanbing.26'
export type CountyLogin = DemoLogin & { county: number }
export type Livened = {
  county: number
  logins: CountyLogin[]
  /** Takes in what happened before the newest year; what is in already is left. */
  rest: (signal?: AbortSignal) => Promise<void>
}

/**
 * One demo county: organisations and people, accounts, and the newest year of its files through the real import; the years before wait for `rest`. What is there already stays.
 * @param data where files and originals are kept
 */
export async function liven(
  house: House,
  demo: DemoCounty,
  { residents, months, data }: DemoSize & { data: string },
  say: (text: string) => void,
): Promise<Livened> {
  const { record } = house
  const county = Number(demo.county.code)
  let began = performance.now()
  const phase = (zh: string, en: string) => {
    say(`${demo.county.name}：${zh} / ${en} ${((performance.now() - began) / 1000).toFixed(1)} s`)
    began = performance.now()
  }
  await seedCounty(record, demo, house.clock())
  await ensureCodes(record, county)
  const logins = (await seedAccounts(record, demo, demoPassword, house.clock())).map((login) => ({ ...login, county }))
  phase('机构与人员', 'organisations and people')
  if (!residents) return { county, logins, rest: async () => {} }
  const files = demoFiles(demo, { residents, months }, house.clock(), join(data, 'demo'))
  phase('生成文件', 'files generated')
  const into = { folder: files.folder, originals: join(data, 'files') }
  const newest = await bringIn(house, county, into, files.newest)
  phase(`导入最近一年 ${newest.rows} 行，拒绝 ${newest.refused} 行`, `newest year: ${newest.rows} rows, ${newest.refused} refused`)
  const rest = async (signal?: AbortSignal) => {
    began = performance.now()
    const { rows, refused } = await bringIn(house, county, { ...into, ...(signal ? { signal } : {}) }, files.earlier)
    if (rows) phase(`导入更早的 ${rows} 行，拒绝 ${refused} 行`, `earlier: ${rows} rows, ${refused} refused`)
  }
  return { county, logins, rest }
}
