import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCounty } from '../../county/demo/index.ts'
import { demoPassword } from '../../src/cli/liven.ts'
import { seedAccounts, seedCounty } from '../../src/cli/seed.ts'
import type { House } from '../../src/kernel/perform/perform.ts'
import { launchEngine } from '../../src/record/engine/launch.ts'
import { prepareCounty } from '../../src/server/county.ts'
import { openHouse } from '../../src/server/house.ts'

export const demo = demoCounty('141099')
export const county = Number(demo.county.code)
export const password = demoPassword

/** A data folder for one piece of work, gone afterwards; as root the server's own account must reach it. */
export async function inFolder<T>(work: (data: string) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'countywide-bench-'))
  chmodSync(data, 0o755)
  try {
    return await work(data)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** The built-in engine with the settings it ships with, on an empty cluster. */
export const onEngine = <T>(work: (url: string) => Promise<T>): Promise<T> =>
  inFolder(async (data) => {
    const engine = await launchEngine({ data })
    try {
      return await work(engine.url)
    } finally {
      await engine.stop()
    }
  })

/** The same, with the demo county's organisations, people and accounts in it. */
export const inHouse = <T>(work: (house: House, url: string) => Promise<T>): Promise<T> =>
  onEngine(async (url) => {
    const house = await openHouse(url)
    try {
      await seedCounty(house.record, demo)
      await prepareCounty(house.record, { id: county, name: demo.county.name, nameEn: '' }, house.clock())
      await seedAccounts(house.record, demo, password)
      return await work(house, url)
    } finally {
      await house.record.close()
    }
  })
