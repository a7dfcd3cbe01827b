/** One official example of each of the 138 types that have a valid one under 100 kB, the longest, through HTTP as XML. */
import { isDeepStrictEqual } from 'node:util'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { xmlToJson } from '../../src/fhir/xml/to-json.ts'
import { jsonToXml } from '../../src/fhir/xml/to-xml.ts'
import { registerFhir } from '../../src/server/fhir/routes.ts'
import { machine, type TestDoor, testFhirDoor } from '../fhir-door.ts'
import { exampleFiles, exampleText, WRONG } from './official.ts'
import { ownWords, sameNumbers } from './same.ts'

let at: TestDoor
const app = Fastify()
beforeAll(async () => {
  at = await testFhirDoor()
  app.decorateRequest('caller', { getter: machine })
  await registerFhir(app, at.house, { integrity: false })
})
afterAll(async () => {
  await app.close()
  await at.close()
})

const xml = 'application/fhir+xml'

const longest = new Map<string, string>()
for (const file of exampleFiles.filter((name) => !WRONG[name])) {
  const text = exampleText(file)
  const { resourceType } = JSON.parse(text) as { resourceType: string }
  if (text.length < 100_000 && text.length > (longest.get(resourceType)?.length ?? 0)) longest.set(resourceType, text)
}

describe('official examples in XML', () => {
  it('go in and come out as they were', { timeout: 60_000 }, async () => {
    const wrong: string[] = []
    for (const [type, text] of longest) {
      const path = `/fhir/${type}/${JSON.parse(text).id}`
      const put = await app.inject({ method: 'PUT', url: path, payload: jsonToXml(text), headers: { 'content-type': xml } })
      const read = await app.inject({ method: 'GET', url: path, headers: { accept: xml } })
      const { text: back, issues } = xmlToJson(read.body)
      if (put.statusCode !== 201 || issues.length > 0) wrong.push(`${path}: ${put.statusCode} ${put.body} ${issues[0]?.diagnostics}`)
      else if (!isDeepStrictEqual(ownWords(back), ownWords(text)) || !sameNumbers(back, text)) wrong.push(`${path}: ${back}`)
    }
    expect(wrong).toEqual([])
    expect(longest.size).toBe(138)
  })
})
