/** All official examples through the FHIR door: put by their id, read back, found by their id. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interact } from '../../src/server/fhir/interact.ts'
import { type TestDoor, testFhirDoor } from '../fhir-door.ts'
import { exampleFiles, exampleText, WRONG } from './official.ts'
import { ownWords, sameNumbers } from './same.ts'

let at: TestDoor
beforeAll(async () => {
  at = await testFhirDoor({ integrity: false })
})
afterAll(() => at.close())

const ask = async (method: 'GET' | 'PUT', path: string, body?: string, query: [string, string][] = []) => {
  const interaction = { method, path, query, headers: {}, base: 'http://here/fhir', body }
  try {
    return await interact(at.door, at.caller, interaction)
  } catch (error) {
    return { status: 0, body: String(error) }
  }
}

/** Works on all items, sixteen at a time. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: 16 }, worker))
}

// Files over 2 MB are collections of the others.
const examples = exampleFiles
  .filter((file) => !WRONG[file])
  .map((file) => ({ file, text: exampleText(file) }))
  .filter(({ text }) => text.length < 2_000_000)
  .map(({ file, text }) => {
    const { resourceType, id } = JSON.parse(text) as { resourceType: string; id: string }
    return { file, text, path: `${resourceType}/${id}`, type: resourceType, id }
  })

describe('the official examples', () => {
  it('go in and come out as they were, and are found by their id', { timeout: 300_000 }, async () => {
    const wrong: string[] = []
    await eachOf(examples, async ({ file, text, path }) => {
      const { status, body } = await ask('PUT', path, text)
      if (status !== 201) wrong.push(`${file}: ${status} ${body}`)
    })
    await eachOf(examples, async ({ file, text, path, type, id }) => {
      const read = (await ask('GET', path)).body!
      const found = await ask('GET', type, undefined, [['_id', id]])
      if (!isDeepStrictEqual(ownWords(read), ownWords(text)) || !sameNumbers(read, text)) wrong.push(`${file}: read back different`)
      if (!found.body?.includes(read)) wrong.push(`${file}: not found`)
    })
    expect(wrong).toEqual([])
    expect(examples.length).toBeGreaterThan(5270)
  })
})
