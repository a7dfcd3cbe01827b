import type { DemoCounty } from '../../county/demo/types.ts'
import { demoVisits, visitHeader } from '../../county/demo/visits.ts'
import { importRows } from '../adapters/files/import.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import type { House } from '../kernel/perform/perform.ts'
import { ensureCodes } from '../server/codes.ts'
import { type DemoLogin, seedAccounts, seedCounty } from './seed.ts'

/** The password of every demo login; demo data are invented, so it guards nothing. */
export const demoPassword = 'Demo.kanbing.26'
export type CountyLogin = DemoLogin & { county: number }

/** One demo county: organisations and people, accounts, and its visits through the real import. What is there already stays. */
export async function liven(
  house: House,
  county: DemoCounty,
  { residents, months }: { residents: number; months: number },
  say: (text: string) => void,
): Promise<CountyLogin[]> {
  const { record } = house
  const id = Number(county.county.code)
  const began = performance.now()
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
  await seedCounty(record, county, house.clock())
  await ensureCodes(record, id)
  const logins = await seedAccounts(record, county, demoPassword, house.clock())
  say(`${county.county.name}：机构与人员 / organisations and people ${seconds()}`)
  const [known] = await record.db.query(`select 1 from batch where county_id = $1 and kind = 'visits' and state = 'done'`, [id])
  if (!known && residents > 0) {
    const end = new Date(house.clock().getTime() - 24 * 3600_000 + 8 * 3600_000).toISOString().slice(0, 10)
    const rows = function* () {
      yield visitHeader
      yield* demoVisits({ county, residents, months, end, seed: id })
    }
    const { rows: n, refused } = await importRows(`demo-${id}.csv`, `demo-${id}-${residents}-${months}-${end}`, rows(), {
      record,
      county: id,
      kind: visits,
      actor: 'demo',
    })
    say(`${county.county.name}：${n} 次就诊，拒绝 ${refused} / ${n} visits, ${refused} refused ${seconds()}`)
  }
  return logins.map((login) => ({ ...login, county: id }))
}
