import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Resource } from '../src/fhir/resource.ts'
import type { House } from '../src/kernel/perform/perform.ts'
import { createAccount } from '../src/server/access/accounts.ts'
import { httpDoor } from '../src/server/http.ts'
import { cookieOf, password, signIn } from './door.ts'
import { county, type TestHouse, testHouse } from './house.ts'

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
export type FhirAnswer = {
  status: number
  headers: Readonly<Record<string, string | undefined>>
  text: string
  /** The body as JSON; an OperationOutcome's diagnostics are in `said`. */
  json: Resource & Record<string, never>
  said: string
}
export type FhirHttp = {
  app: FastifyInstance
  house: TestHouse
  cookie: string
  /** A request as somebody signed in sends it; an object as body is sent as FHIR JSON. */
  call(method: Method, url: string, body?: object | string, headers?: Record<string, string>): Promise<FhirAnswer>
  /** Who may be called for, with the given verbs; answers his cookie. */
  account(login: string, verbs: readonly string[], sees?: 'full' | 'masked' | 'none'): Promise<string>
  close(): Promise<void>
}

/** The FHIR door of a small county through HTTP, with somebody signed in who may do everything. A second passes between any two looks at the clock. */
export async function fhirHttp(options: (house: House) => Parameters<typeof httpDoor>[1] = () => ({})): Promise<FhirHttp> {
  let ticks = 0
  const house = await testHouse(() => new Date(Date.parse('2027-03-02T02:00:00Z') + ticks++ * 1000))
  const app = await httpDoor(house, options(house))
  const account: FhirHttp['account'] = async (login, verbs, sees = 'full') => {
    await house.record.db.query(
      `insert into role (county_id, role, name, name_en, verbs, sees, given) values ($1, $2, $2, $2, $3::text[], $4, $3::text[])`,
      [county, login, verbs, sees],
    )
    const grants = [{ organization: 'qy-a', role: login }]
    await createAccount(house.record.db, county, { login, name: login, grants, password, mustChange: false }, house.clock())
    return cookieOf(await signIn({ app }, login))
  }
  const cookie = await account('machine', ['*'])
  return {
    app,
    house,
    cookie,
    account,
    call: async (method, url, body, headers = {}) => {
      const sent: InjectOptions = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/fhir+json' }
      const answer = await app.inject({ method, url, ...sent, headers: { 'x-countywide': '1', cookie, ...type, ...headers } })
      const isJson = /[+/]json\b/.test(String(answer.headers['content-type'])) && answer.body !== ''
      const json = (isJson ? answer.json() : {}) as FhirAnswer['json']
      const issues = (json as { issue?: { diagnostics?: string }[] }).issue ?? []
      const said = issues.map(({ diagnostics }) => diagnostics).join('\n')
      return { status: answer.statusCode, headers: answer.headers as FhirAnswer['headers'], text: answer.body, json, said }
    },
    close: async () => {
      await app.close()
      await house.close()
    },
  }
}
