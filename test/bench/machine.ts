import { openDb } from '../../src/record/db.ts'
import { createClient } from '../../src/server/access/clients.ts'
import { county } from './place.ts'

/** Another vendor's system that may do everything at the FHIR door: answers a fresh token each time it is asked, for none lives long. */
export async function machine(url: string, address: string, sees: 'full' | 'masked' = 'full'): Promise<() => Promise<string>> {
  const db = openDb(url, { max: 1 })
  const scopes = sees === 'full' ? ['system/*.cruds'] : ['system/*.rs']
  const { client, secret } = await createClient(
    db,
    county,
    { name: 'bench', organization: 'qy-rmyy', scopes, sees, labels: 0, relations: false },
    new Date(),
  )
  await db.close()
  const authorization = `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`
  return async () => {
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    const answer = await fetch(`${address}/oauth/token`, { method: 'POST', headers: { authorization }, body })
    if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { access_token: string }).access_token
  }
}
