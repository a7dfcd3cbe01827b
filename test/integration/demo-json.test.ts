import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { freePort } from '../../src/record/engine/server.ts'
import { testDb } from '../postgres.ts'

it('answers of the demo are logged on standard error: its JSON is and stays the one line of standard output', {
  timeout: 120_000,
}, async () => {
  const [database, data, port] = [await testDb(), mkdtempSync(join(tmpdir(), 'demo-json-')), await freePort(0)]
  const words = ['--data', data, '--port', String(port), 'demo', '--json', '--residents', '100', '--months', '1']
  const demo = spawn(process.execPath, ['bin/countywide.mjs', ...words], { env: { ...process.env, DATABASE_URL: database.url } })
  const ended = once(demo, 'exit')
  let [out, err] = ['', '']
  demo.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  demo.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  try {
    while (!out.includes('\n') && demo.exitCode === null) await sleep(100)
    const { address, client } = JSON.parse(out) as { address: string; client: Record<string, string> }
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    const authorization = `Basic ${Buffer.from(`${client['client_id']}:${client['client_secret']}`).toString('base64')}`
    const granted = await fetch(client['token_endpoint'] ?? '', { method: 'POST', body, headers: { authorization } })
    const { access_token } = (await granted.json()) as { access_token: string }
    const found = await fetch(`${client['base']}/Patient?_count=1`, { headers: { authorization: `Bearer ${access_token}` } })
    expect([address, found.status]).toEqual([`http://127.0.0.1:${port}`, 200])
    while (!err.includes('"route":"/fhir/*"')) await sleep(50)
    expect(out.trim().split('\n').length).toBe(1)
  } finally {
    demo.kill('SIGTERM')
    await ended
    await database.close()
    rmSync(data, { recursive: true, force: true })
  }
})
