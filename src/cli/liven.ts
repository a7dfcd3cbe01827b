import { join } from 'node:path'
import type { DemoCounty } from '../../county/demo/types.ts'
import type { House } from '../kernel/perform/perform.ts'
import { ensureCodes } from '../server/codes.ts'
import { ensureConformance } from '../server/fhir/terminology/conformance.ts'
import { bringIn, type DemoFiles, type DemoSize, demoFiles } from './demo-files.ts'
import { type DemoLogin, seedAccounts, seedCounty } from './seed.ts'

/** The password of every demo login; demo data are invented, so it guards nothing. */
export const demoPassword = 'Demo.kanbing.26'
export type CountyLogin = DemoLogin & { county: number }
export type Livened = {
  county: number
  logins: CountyLogin[]
  /** Takes in what stands and the newest year; what is in already is left. */
  newest: (signal?: AbortSignal) => Promise<void>
  /** Takes in the years before. */
  earlier: (signal?: AbortSignal) => Promise<void>
}

/**
 * One demo county: organisations and people and their accounts at once, its files through the real import when they are asked for. What is there already stays.
 * @param data where files and originals are kept
 */
export async function liven(
  house: House,
  demo: DemoCounty,
  { data, ...size }: DemoSize & { data: string },
  say: (text: string) => void,
): Promise<Livened> {
  const { record } = house
  const county = Number(demo.county.code)
  const phase = async <T>(work: () => T | Promise<T>, words: (done: T) => readonly [string, string] | undefined): Promise<T> => {
    const began = performance.now()
    const done = await work()
    const text = words(done)
    if (text) say(`${demo.county.name}：${text.join(' / ')} ${((performance.now() - began) / 1000).toFixed(1)} s`)
    return done
  }
  const logins = await phase(
    async () => {
      await seedCounty(record, demo, house.clock())
      await ensureCodes(record, county)
      await ensureConformance(record, { id: county }, new Date())
      return (await seedAccounts(record, demo, demoPassword, house.clock())).map((login) => ({ ...login, county }))
    },
    () => ['机构与人员', 'organisations and people'],
  )
  let files: DemoFiles | undefined
  const filesOf = async () => {
    files ??= await phase(
      () => demoFiles(demo, size, house.clock(), join(data, 'demo')),
      () => ['生成文件', 'files generated'],
    )
    return files
  }
  const bring = async (which: 'newest' | 'earlier', zh: string, en: string, signal?: AbortSignal) => {
    if (!size.residents) return
    const { folder, [which]: some } = await filesOf()
    const into = { folder, originals: join(data, 'files'), ...(signal ? { signal } : {}) }
    await phase(
      () => bringIn(house, county, into, some),
      ({ rows, refused }) => (rows ? [`${zh} ${rows} 行，拒绝 ${refused} 行`, `${en}: ${rows} rows, ${refused} refused`] : undefined),
    )
  }
  return {
    county,
    logins,
    newest: (signal) => bring('newest', '导入最近一年', 'newest year', signal),
    earlier: (signal) => bring('earlier', '导入更早的', 'earlier', signal),
  }
}
