import { demoCounties } from '../../county/demo/index.ts'
import type { House } from '../kernel/perform/perform.ts'
import { rootOf } from '../server/access/accounts.ts'
import { CreateClient } from '../server/access/client-shapes.ts'
import { changeClient, createClient, listClients, rotateSecret } from '../server/access/clients.ts'
import { tokenPath } from '../server/access/oauth.ts'
import type { Config } from '../server/config.ts'
import { demoPlans } from './demo-plans.ts'
import { demoReports } from './demo-reports.ts'
import { type CountyLogin, demoPassword, type Livened, liven } from './liven.ts'
import { morning } from './morning.ts'
import { seedPrefecture } from './prefecture.ts'
import { furtherLife } from './prefecture-counties.ts'
import { open, stopOnSignal } from './start.ts'

type Options = { json?: boolean; residents: string; months: string }

/**
 * The demo counties, living in the browser: first the main county's newest year, then, while people look at it, the small counties, the years before, and the rest of their prefecture. `--json` prints address, logins and one API client
 * as the only and last line of stdout.
 */
export async function demo(config: Config, { json, residents, months }: Options) {
  const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`)
  const began = performance.now()
  const since = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
  const livened: Livened[] = []
  const above: CountyLogin[] = []
  const running = await open(config, {
    log: 'stderr', // standard output is for who reads it
    prepare: async (house) => {
      say(`界面与数据库就绪 / pages built, database ready ${since()}`)
      const size = { residents: Number(residents), months: Number(months), data: config.data }
      for (const [i, county] of demoCounties().entries()) {
        livened.push(
          await liven(house, county, i === 0 ? size : { ...size, residents: Math.max(Math.ceil(size.residents / 10), 100) }, say),
        )
      }
      above.push(await seedPrefecture(house))
      await awaken(house, livened[0]!, config.data)
    },
  })
  const stopping = new AbortController()
  const earlier = (async () => {
    for (const one of livened.slice(1)) await awaken(running.house, one, config.data)
    for (const { earlier } of livened) await earlier(stopping.signal)
    if (!stopping.signal.aborted) say(`三个县就绪 / three counties complete ${since()}`)
    await furtherLife(running.house, { residents: Number(residents), months: Number(months), data: config.data }, stopping.signal)
    if (!stopping.signal.aborted) say(`全市十七个县就绪 / the prefecture's seventeen counties complete ${since()}`)
  })()
  earlier.catch((error: unknown) => console.error(error))
  const stop = async () => {
    stopping.abort()
    await earlier.catch(() => {})
    await running.stop()
  }
  stopOnSignal({ ...running, stop })
  const logins = [...livened.flatMap((one) => one.logins), ...above]
  say(`\n县域通演示 / Countywide demo: ${running.address}（${since()}）\n密码 / password: ${demoPassword}\n`)
  for (const { login, name, title } of logins) say(`  ${login.padEnd(18)} ${name}　${title[0]} / ${title[1]}`)
  if (json) {
    const client = clientOf(running.address, logins[0], await machineOf(running.house, livened[0]!.county))
    console.log(JSON.stringify({ address: running.address, logins: logins.map(loginOf), client }))
  }
}

/** The newest year, a queue at the desk this morning, reports that are owed, and plans that are carried out. */
async function awaken(house: House, { county, logins, newest }: Livened, data: string) {
  await newest()
  await morning(house, logins)
  await demoReports(house, county)
  await demoPlans(house, logins, data)
}

const loginOf = ({ login, name, title, organization, roles, county }: CountyLogin) => ({
  login,
  password: demoPassword,
  name,
  title,
  organization,
  roles,
  county,
})
/** A machine that may do everything at the FHIR interface of a county. Its secret is made anew at every start: the demo keeps none. */
async function machineOf({ record, clock }: House, county: number) {
  const name = '演示接口客户端'
  const wanted = {
    short: 'demo',
    name,
    organization: rootOf(county),
    scopes: ['system/*.cruds'],
    sees: 'full',
    relations: false,
    labels: 2 ** 31 - 1,
  }
  const client_id = `${county}-${wanted.short}`
  const known = (await listClients(record.db, county)).some(({ client }) => client === client_id)
  if (known) await changeClient(record.db, county, client_id, { disabled: false }, clock())
  const client_secret = known
    ? await rotateSecret(record.db, county, client_id, clock())
    : (await createClient(record.db, county, CreateClient.parse(wanted), clock())).secret
  return { client_id, client_secret }
}

/** How a program comes in: by client credentials at the FHIR interface, or signed in like a person. */
const clientOf = (address: string, login: CountyLogin | undefined, machine: Awaited<ReturnType<typeof machineOf>>) => ({
  ...machine,
  grant_type: 'client_credentials',
  scope: 'system/*.cruds',
  token_endpoint: address + tokenPath,
  base: `${address}/fhir`,
  signIn: {
    method: 'POST',
    url: '/api/session',
    headers: { 'X-Countywide': '1' },
    body: { login: login?.login, password: demoPassword },
  },
  cookie: 'cw',
})
