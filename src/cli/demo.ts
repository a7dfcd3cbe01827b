import { demoCounties } from '../../county/demo/index.ts'
import type { Config } from '../server/config.ts'
import { demoReports } from './demo-reports.ts'
import { type CountyLogin, demoPassword, liven } from './liven.ts'
import { morning } from './morning.ts'
import { open, stopOnSignal } from './start.ts'

type Options = { json?: boolean; residents: string; months: string }

/** The demo counties, living in the browser. `--json` prints address, logins and one API client as the last line of stdout. */
export async function demo(config: Config, { json, residents, months }: Options) {
  const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`)
  const logins: CountyLogin[] = []
  const running = await open(config, {
    prepare: async (house) => {
      const size = { residents: Number(residents), months: Number(months) }
      for (const [i, county] of demoCounties().entries()) {
        const livened = await liven(house, county, i === 0 ? size : { ...size, residents: Math.ceil(size.residents / 10) }, say)
        await morning(house, livened)
        await demoReports(house, Number(county.county.code))
        logins.push(...livened)
      }
    },
  })
  stopOnSignal(running)
  say(`\n县域通演示 / Countywide demo: ${running.address}\n密码 / password: ${demoPassword}\n`)
  for (const { login, name, title } of logins) say(`  ${login.padEnd(18)} ${name}　${title[0]} / ${title[1]}`)
  if (json)
    console.log(
      JSON.stringify({
        address: running.address,
        logins: logins.map(({ login, name, title, organization, roles, county }) => ({
          login,
          password: demoPassword,
          name,
          title,
          organization,
          roles,
          county,
        })),
        client: {
          signIn: {
            method: 'POST',
            url: '/api/session',
            headers: { 'X-Countywide': '1' },
            body: { login: logins[0]?.login, password: demoPassword },
          },
          cookie: 'cw',
        },
      }),
    )
}
