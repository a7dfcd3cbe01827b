import type { House } from '../kernel/perform/perform.ts'
import { createAccount, rootOf } from '../server/access/accounts.ts'
import { ensureRoles } from '../server/access/roles.ts'
import { prepareCounty } from '../server/county.ts'
import { type CountyLogin, demoPassword } from './liven.ts'

export const prefecture = { id: 141000, name: '岚川市', nameEn: 'Lanchuan City' }
const supervisor = {
  login: 'city',
  name: '常文清',
  title: ['市级监管人员', 'Prefecture supervisor'],
  roles: ['supervisor', 'prefecture-planner'],
} as const

/** The prefecture above the demo counties: no record of its own, a supervisor who sees the numbers of its counties. Idempotent. */
export async function seedPrefecture({ record, clock }: House): Promise<CountyLogin> {
  const now = clock()
  const organization = rootOf(prefecture.id)
  await prepareCounty(record, prefecture, now)
  await ensureRoles(record.db, prefecture.id)
  await record.organizations(prefecture.id)
  const { title, ...account } = supervisor
  const [known] = await record.db.query('select 1 from account where county_id = $1 and login = $2', [prefecture.id, account.login])
  const grants = account.roles.map((role) => ({ organization, role }))
  if (!known) await createAccount(record.db, prefecture.id, { ...account, grants, password: demoPassword, mustChange: false }, now)
  return { ...account, title: [...title], organization, county: prefecture.id }
}
