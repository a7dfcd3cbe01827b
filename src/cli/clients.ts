import { readFile } from 'node:fs/promises'
import { rootOf } from '../server/access/accounts.ts'
import { checkOrganizations } from '../server/access/administration.ts'
import { ChangeClient, CreateClient } from '../server/access/client-shapes.ts'
import { type ClientRow, changeClient, countyOfId, createClient, listClients, rotateSecret } from '../server/access/clients.ts'
import type { Config } from '../server/config.ts'
import { parse } from '../server/refusals.ts'
import { chooseCounty, UsageError } from './county.ts'
import { withHouse } from './with-house.ts'

export type AddClientOptions = {
  county?: string
  short?: string
  organization?: string
  scope: string[]
  full?: boolean
  unrelated?: boolean
  labels?: string
  jwks?: string
  jwksUri?: string
  json?: boolean
}

const countyOf = (client: string): number => {
  const county = countyOfId(client)
  if (county === undefined) throw new UsageError(`不是客户端编号 / not a client id: ${client}`)
  return county
}

const line = ({ client, name, organization, scopes, sees, relations, disabled, proof }: ClientRow) =>
  [
    client,
    name,
    organization.name,
    scopes.join(' '),
    sees,
    relations ? 'relations' : 'all',
    proof,
    ...(disabled ? ['停用 disabled'] : []),
  ].join('  ')

/** `clients list`: the machines of a county. */
export const printClients = (config: Config, { county: code, json }: { county?: string; json?: boolean }) =>
  withHouse(config, async ({ record }) => {
    const clients = await listClients(record.db, await chooseCounty(record, code))
    console.log(json ? JSON.stringify(clients) : clients.map(line).join('\n'))
  })

/** What the operator did, in the county's trail. */
const log = ({ record, clock }: Parameters<Parameters<typeof withHouse>[1]>[0], county: number, action: string, detail: object) =>
  record.audit(county, { at: clock().toISOString(), actor: 'cli', organization: '', action, detail: { ...detail } })

const told = (client: string, secret: string | undefined, json: boolean | undefined) =>
  console.log(
    json
      ? JSON.stringify({ client, secret })
      : secret === undefined
        ? `client_id      ${client}`
        : `client_id      ${client}\nclient_secret  ${secret}\n密钥只显示这一次 / the secret is shown this once`,
  )

/** `clients add <name>`: makes a machine and prints its secret once, unless it signs with its own keys. @throws Refusal naming what is wrong */
export const addClient = (config: Config, name: string, options: AddClientOptions) =>
  withHouse(config, async (house) => {
    const { record, clock } = house
    const county = await chooseCounty(record, options.county)
    const wanted = parse(CreateClient, {
      name,
      short: options.short,
      organization: options.organization ?? rootOf(county),
      scopes: options.scope,
      sees: options.full ? 'full' : 'masked',
      relations: !options.unrelated,
      labels: Number(options.labels ?? 0),
      ...(options.jwks === undefined ? {} : { jwks: JSON.parse(await readFile(options.jwks, 'utf8')) }),
      ...(options.jwksUri === undefined ? {} : { jwksUri: options.jwksUri }),
    })
    await checkOrganizations(record.db, county, [wanted], ['organization'])
    const { client, secret } = await createClient(record.db, county, wanted, clock())
    await log(house, county, 'client.create', { client, name, scopes: wanted.scopes, sees: wanted.sees })
    told(client, secret, options.json)
  })

/** `clients rotate <id>`: a new secret, printed once; the old one and every token end at once, in a running server too. */
export const rotateClient = (config: Config, client: string, { json }: { json?: boolean }) =>
  withHouse(config, async (house) => {
    const county = countyOf(client)
    const secret = await rotateSecret(house.record.db, county, client, house.clock())
    await log(house, county, 'client.rotate', { client })
    told(client, secret, json)
  })

/** `clients disable <id>`, or with `enable` the contrary. */
export const disableClient = (config: Config, client: string, { enable }: { enable?: boolean }) =>
  withHouse(config, async (house) => {
    const county = countyOf(client)
    const change = parse(ChangeClient, { disabled: !enable })
    await changeClient(house.record.db, county, client, change, house.clock())
    await log(house, county, 'client.change', { client, ...change })
    console.log(`${client} ${enable ? '已启用 / enabled' : '已停用 / disabled'}`)
  })
